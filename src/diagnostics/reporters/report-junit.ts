import { Diagnostic } from '../diagnostic';

/** JUnit XML: a test case for each finding, failed where it is an error or a warning, skipped where it is acknowledged. */
export function reportJunit(diagnostics: readonly Diagnostic[]): string {
  const failures = diagnostics.filter(isFailure).length;
  const skipped = diagnostics.filter(({ acknowledged }) => acknowledged !== undefined).length;
  const cases = diagnostics.length === 0 ? ['    <testcase classname="check" name="no findings"/>'] : diagnostics.map(caseOf);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="cdk8s-mcp-gateway check" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(diagnostic: Diagnostic): string {
  const { code, severity, message, help, object, field, source, acknowledged } = diagnostic;
  const file = source ? ` file="${escape(source.file)}" line="${source.line}"` : '';
  const place = [object && `${object.kind} ${object.name}`, field].filter(Boolean).join(' ');
  const name = place === '' ? message : `${place}: ${message}`;
  const open = `    <testcase classname="${code}" name="${escape(name)}"${file}`;
  if (acknowledged !== undefined) {
    return `${open}><skipped message="${escape(acknowledged)}"/></testcase>`;
  }
  if (!isFailure(diagnostic)) {
    return `${open}><system-out>${escape(help)}</system-out></testcase>`;
  }
  const position = source ? `\n${source.file}:${source.line}:${source.column}` : '';
  return `${open}><failure type="${severity}" message="${escape(message)}">${escape(`help: ${help}${position}`)}</failure></testcase>`;
}

function isFailure({ severity, acknowledged }: Diagnostic): boolean {
  return acknowledged === undefined && severity !== 'info';
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;', '\r': '&#13;' };

/** Characters that XML 1.0 cannot hold at all become U+FFFD: user text must not break the report. */
function escape(text: string): string {
  return text
    // eslint-disable-next-line no-control-regex -- these are the characters that must go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"\n\t\r]/g, (character) => ENTITIES[character]);
}
