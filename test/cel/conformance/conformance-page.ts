import { countOfficialVectors, FileCount } from './official-vectors';

/** What agentgateway 1.4.1 itself passes of each file, as it was measured with its own engine. */
export const agentgatewayCounts: Readonly<Record<string, number>> = {
  basic: 41,
  bindings_ext: 0,
  block_ext: 0,
  comparisons: 172,
  conversions: 91,
  dynamic: 25,
  encoders_ext: 4,
  enums: 10,
  fields: 48,
  fp_math: 30,
  integer_math: 63,
  lists: 31,
  logic: 30,
  macros: 43,
  macros2: 8,
  math_ext: 193,
  namespace: 0,
  optionals: 19,
  parse: 121,
  plumbing: 5,
  string: 45,
  string_ext: 108,
  timestamps: 57,
  type_deductions: 12,
};

/** Files about messages of protocol buffers, measured together. */
export const messageFiles: readonly string[] = ['proto2', 'proto2_ext', 'proto3', 'wrappers'];
export const agentgatewayMessageCount = 12;

/** The text of docs/cel-conformance.md. */
export function conformancePage(): string {
  const counts = countOfficialVectors();
  const messages = counts.filter(({ file }) => messageFiles.includes(file));
  const rows = counts.filter(({ file }) => !messageFiles.includes(file)).map((count) => row(count, agentgatewayCounts[count.file]));
  const total = sum(counts, 'all');
  const wanted = Object.values(agentgatewayCounts).reduce((all, count) => all + count, agentgatewayMessageCount);
  return `# Conformance of the expression language

Rules are written in agentgateway's dialect of the Common Expression Language. It is not the standard language: there are no messages of
protocol buffers, a run of \`!\` counts once, \`in\` finds substrings, and more. What counts is that this package answers as agentgateway does:
the tests replay 1,441 expressions and 29 sets of rules with the answers that agentgateway 1.4.1 gave.

The official vectors of the language (\`@bufbuild/cel-spec\` 0.6.1) are run as well. A file is a subject; the last column is what agentgateway's
own engine passes. Vectors that only check types are left out; a vector that expects an error passes with any error.

| file | vectors | passed here | passed by agentgateway 1.4.1 |
| --- | --- | --- | --- |
${[...rows, row(sum(messages, messageFiles.join(', ')), agentgatewayMessageCount), row(total, wanted)].join('\n')}

This page is generated: \`npx tsx scripts/generate-cel-conformance.ts\`.
`;
}

function row({ file, run, passed }: FileCount, wanted: number): string {
  return `| ${file} | ${run} | ${passed} | ${wanted} |`;
}

function sum(counts: readonly FileCount[], file: string): FileCount {
  const add = (pick: (count: FileCount) => number): number => counts.reduce((total, count) => total + pick(count), 0);
  return { file, run: add(({ run }) => run), passed: add(({ passed }) => passed) };
}
