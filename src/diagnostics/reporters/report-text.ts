import { Diagnostic } from '../diagnostic';
import { summarize } from '../summarize';

/** What a person reads: a block for each finding, the text it is about marked, and a last line that counts. */
export function reportText(diagnostics: readonly Diagnostic[]): string {
  return [...diagnostics.map(formatDiagnostic), formatSummary(diagnostics)].join('\n');
}

/** One finding as a block of lines that ends with an empty one. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { code, severity, security, message, help, object, field, source, construct, excerpt, acknowledged } = diagnostic;
  return [
    `${acknowledged === undefined ? severity : 'acknowledged'}[${code}]${security ? ' security' : ''}: ${message}`,
    ...(source ? [`  --> ${source.file}:${source.line}:${source.column}`] : []),
    ...(construct ? [`  --> construct ${construct.path}${construct.file === undefined ? '' : ` (${construct.file}:${construct.line})`}`] : []),
    ...(object ? [`  in  ${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}${field ? ` ${field}` : ''}`] : []),
    ...(excerpt ? formatExcerpt(excerpt.text, excerpt.range) : []),
    acknowledged === undefined ? `  help: ${help}` : `  reason: ${acknowledged}`,
    '',
  ].join('\n').replace(CONTROL_CHARACTERS, '\ufffd');
}

/** They could rewrite what stands on the terminal already; line breaks and tabs cannot. */
// eslint-disable-next-line no-control-regex -- these are the characters that must go
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** The line that the range starts in, with the range underlined as far as the line goes. */
function formatExcerpt(text: string, [start, end]: readonly [number, number]): readonly string[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', lineStart) < 0 ? text.length : text.indexOf('\n', lineStart);
  const width = Math.max(1, Math.min(end, lineEnd) - start);
  return [
    `    | ${text.slice(lineStart, lineEnd).replace(/\t/g, ' ')}`,
    `    | ${' '.repeat(start - lineStart)}${'^'.repeat(width)}`,
  ];
}

function formatSummary(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings, infos } = summarize(diagnostics);
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return diagnostics.length === 0
    ? 'no findings\n'
    : `${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(infos, 'info')}\n`;
}
