import { SourceText, SourceTexts } from '../../manifest';
import { Diagnostic, Excerpt } from '../diagnostic';
import { summarize } from '../summarize';
import { markLine } from './mark-line';
import { printable } from './printable';

/** What a person reads: a block for each finding, the line it is about marked, and a last line that counts. */
export function reportText(diagnostics: readonly Diagnostic[], textOf: SourceTexts = () => undefined): string {
  return [
    ...diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, diagnostic.source && textOf(diagnostic.source.file))),
    formatSummary(diagnostics),
  ].join('\n');
}

/** One finding as a block of lines that ends with an empty one; the line it is about is shown where the text of its file is given. */
export function formatDiagnostic(diagnostic: Diagnostic, text?: SourceText): string {
  const { code, severity, security, message, help, object, field, source, construct, acknowledged } = diagnostic;
  const heading = [
    `${acknowledged === undefined ? severity : 'acknowledged'}[${code}]${security ? ' security' : ''}: ${message}`,
    ...(source ? [`  --> ${source.file}:${source.line}:${source.column}`] : []),
    ...(construct ? [`  --> construct ${construct.path}${construct.file === undefined ? '' : ` (${construct.file}:${construct.line})`}`] : []),
    ...(object ? [`  in  ${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}${field ? ` ${field}` : ''}`] : []),
  ];
  return [
    ...heading.map(printable),
    ...markedLines(diagnostic, text),
    printable(acknowledged === undefined ? `  help: ${help}` : `  reason: ${acknowledged}`),
    '',
  ].join('\n');
}

/** The line of the file; of an expression that does not stand in the file as it is read, its own line. */
function markedLines({ source, end, excerpt }: Diagnostic, text: SourceText | undefined): readonly string[] {
  const line = source && (end ?? !excerpt) ? text?.lineAt(source, end) : undefined;
  if (line) return markLine(line.text, line.range, source?.line);
  return excerpt ? markExcerpt(excerpt) : [];
}

/** The line that the range starts in, with the range marked as far as the line goes. */
function markExcerpt({ text, range: [start, end] }: Excerpt): readonly string[] {
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', lineStart) < 0 ? text.length : text.indexOf('\n', lineStart);
  return markLine(text.slice(lineStart, lineEnd), [start - lineStart, Math.min(end, lineEnd) - lineStart]);
}

function formatSummary(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings, infos } = summarize(diagnostics);
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return diagnostics.length === 0
    ? 'no findings\n'
    : `${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(infos, 'info')}\n`;
}
