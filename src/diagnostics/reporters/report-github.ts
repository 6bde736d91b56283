import { Diagnostic, Severity } from '../diagnostic';

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands that GitHub shows as annotations of the changed lines. Acknowledged findings are left out. */
export function reportGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ acknowledged }) => acknowledged === undefined)
    .map(({ code, severity, message, help, source }) => {
      const properties = [
        ...(source ? [`file=${escapeProperty(source.file)}`, `line=${source.line}`, `col=${source.column}`] : []),
        `title=${code}`,
      ];
      return `::${COMMAND[severity]} ${properties.join(',')}::${escapeData(`${message}\nhelp: ${help}`)}\n`;
    })
    .join('');
}

/** A line break in a value would start another command. */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
