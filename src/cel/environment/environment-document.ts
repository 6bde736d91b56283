import { FunctionSignature, functionSignatures, macroSignatures, typeNames } from './functions';
import { CelPlace, celPlaces, places, RootName, rootNames } from './place';
import { targetVersions } from './target-version';
import { freeRoots, VariableField, variableFields } from './variables';

/** The page about what expressions can use, in Markdown, made from the tables. */
export function environmentDocument(): string {
  return [
    '# What expressions can use',
    '',
    '<!-- Made from the tables in src/cel/environment by `npx tsx scripts/generate-expression-environment.ts`; change those. -->',
    '',
    'agentgateway parses an expression when it loads it, and looks at names and types only when it evaluates it. What is said here is what',
    '`check` and the constructs hold expressions against. The kinds are those at run time in agentgateway 1.4: they decide what can be compared and added.',
    '',
    '## Where each variable is set',
    '',
    'Every variable resolves everywhere. Where it is not set it is `null`, and reading a field of it fails.',
    '`✓` is set for every request, `(✓)` once the policy that sets it has run, empty is `null`.',
    '',
    ...placeTables(),
    '## Fields',
    '',
    '"may be missing" means that reading the field fails and `has()` is false when it is not there.',
    '',
    ...fieldTable(),
    `The fields of ${listed(freeRoots)} are those of a token, a policy or a server: any name, any JSON value.`,
    'A whole number in JSON is an `int` where fields alone lead to it (`jwt.level`), and a `uint` inside an array or the result of `json()`, `merge()` and the like.',
    '',
    '## Releases',
    '',
    'The tables are those of release 1.4. What came with a release, as far as it is known:',
    '',
    ...versionLines(),
    '',
    '## Functions',
    '',
    'Arguments beyond the last parameter are ignored without being evaluated, except where the table says "refused". `?` marks an optional parameter, `...` a repeated one.',
    '',
    ...functionTable('Functions and methods', 'either', 'Can be written `f(x, y)` or `x.f(y)`.'),
    ...functionTable('Functions', 'global'),
    ...functionTable('Methods', 'method', 'The first parameter is the receiver.'),
    ...functionTable('Functions with a namespace', 'namespace'),
    ...functionTable('Macros and lazy functions', 'macro', 'The first parameter is the receiver, except of `has`, `default` and `coalesce`. Over a map the variable is the key.'),
    `Types are values, as in \`type(x) == string\`: ${listed(typeNames)}.`,
    '',
  ].join('\n');
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Two tables, because one of eighteen columns can be read nowhere. */
function placeTables(): readonly string[] {
  const half = Math.ceil(celPlaces.length / 2);
  return [celPlaces.slice(0, half), celPlaces.slice(half)].flatMap((columns) => [
    row(['', ...columns.map((place) => `\`${place}\``)]),
    row(['---', ...columns.map(() => '---')]),
    ...rootNames.map((root) => row([`\`${root}\``, ...columns.map((place) => presenceMark(root, place))])),
    row(['result', ...columns.map((place) => resultText[places[place].result])]),
    '',
  ]);
}

const resultText = {
  bool: 'bool',
  descriptor: 'string, bool, int, uint, bytes',
  cost: 'int, uint',
  headerOrBody: 'any value',
  duration: 'duration, number of ms',
  probability: 'bool, number',
  value: 'any value',
} as const;

function presenceMark(root: RootName, place: CelPlace): string {
  const presence = places[place].roots[root];
  return presence === 'always' ? '✓' : presence === 'maybe' ? '(✓)' : '';
}

function fieldTable(): readonly string[] {
  return [
    row(['field', 'kind', 'presence', 'only in']),
    row(['---', '---', '---', '---']),
    ...variableFields.map((field) => row([`\`${field.path}\``, kindText(field), presenceText(field), (field.places ?? []).map((place) => `\`${place}\``).join(', ')])),
    '',
  ];
}

function kindText({ type }: VariableField): string {
  return type.replace(/\|/g, ' or ').replace(/\bquery\b/, 'string with `.query()`, `.addQuery()`, `.setQuery()`').replace(/\bjson\b/, 'any JSON value');
}

function presenceText({ presence, since }: VariableField): string {
  return `${presence === 'absent' ? 'may be missing' : ''}${since ? `${presence === 'absent' ? '; ' : ''}since ${since}` : ''}`;
}

function versionLines(): readonly string[] {
  return targetVersions.flatMap((version) => {
    const added = [
      ...celPlaces.filter((place) => places[place].since === version).map((place) => `expressions in \`${place}\``),
      ...variableFields.filter(({ since }) => since === version).map(({ path }) => `\`${path}\``),
      ...functionSignatures.filter(({ since }) => since === version).map(({ name }) => `\`${name}()\``),
    ];
    return added.length > 0 ? [`- \`${version}\`: ${added.join(', ')}`] : [];
  });
}

function functionTable(title: string, form: FunctionSignature['form'], note?: string): readonly string[] {
  const rows = [...functionSignatures, ...macroSignatures].filter((signature) => signature.form === form);
  return [
    `### ${title}`,
    '',
    ...(note ? [note, ''] : []),
    row(['name', 'parameters', 'result', '']),
    row(['---', '---', '---', '---']),
    ...rows.map((signature) => row([
      `\`${signature.name}\``,
      signature.parameters.map(typeText).join(', '),
      typeText(signature.result),
      remark(signature),
    ])),
    '',
  ];
}

function typeText(text: string): string {
  return text.replace(/\|/g, ' or ').replace(/\bdyn\b/, 'any').replace(/\belement\b/, 'JSON').replace(/\bnever\b/, 'always fails');
}

function remark({ receiverFallback, refusesExtraArguments }: FunctionSignature): string {
  return receiverFallback
    ? 'true for a receiver that is no string; always true as `f(x, y)`'
    : refusesExtraArguments ? 'more arguments are refused' : '';
}
