import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import * as library from '../../src';
import { KINDS } from '../../src/manifest/kinds/kinds';
import type { FieldSchema } from '../../src/manifest/schema/field-schema';
import { GUIDE_JWKS } from '../fixtures/guide';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'src/constructs');

const declarations = readdirSync(FOLDER).filter((file) => file.endsWith('.ts')).flatMap((file) => (
  [...ts.createSourceFile(file, readFileSync(join(FOLDER, file), 'utf8'), ts.ScriptTarget.ES2022, true).statements]
));

/** Props interfaces; those that begin with `I` are behaviours. */
const props = declarations.filter(ts.isInterfaceDeclaration).filter(({ name }) => !/^I[A-Z]/.test(name.text)).flatMap((type) => (
  type.members.filter(ts.isPropertySignature).map((prop) => ({ name: `${type.name.text}.${prop.name.getText()}`, optional: prop.questionToken !== undefined, prop }))
));
const classes = declarations.filter(ts.isClassDeclaration).filter(isExported);

/** The schemas of the fields with a name. */
const named = new Map<string, FieldSchema[]>();
function collect(schema: FieldSchema): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    // the `spec` of a namespace or of a patch takes any field
    if (name !== 'spec' || field.preserveUnknown === undefined) named.set(name, [...named.get(name) ?? [], field]);
    collect(field);
  }
  for (const below of [schema.items, schema.additionalProperties]) if (below !== undefined) collect(below);
}
for (const { schema } of Object.values(KINDS)) collect(schema);

/** Whether code in a comment is a path of fields, perhaps with a value: `targets[].name`, `action: Allow`. */
function isField(code: string): boolean {
  const [first, ...rest] = code.replace(/: .*$/, '').replace(/\[\d*\]/g, '').split('.');
  return leadsSomewhere(named.get(first) ?? [], rest);
}

function leadsSomewhere(schemas: readonly FieldSchema[], [name, ...rest]: readonly string[]): boolean {
  if (schemas.length === 0 || name === undefined) return schemas.length > 0;
  const entries = schemas.map((schema) => schema.items ?? schema);
  if (entries.some(({ preserveUnknown, additionalProperties }) => preserveUnknown ?? additionalProperties?.preserveUnknown)) return true;
  return leadsSomewhere(entries.flatMap(({ properties }) => properties?.[name] ?? []), rest);
}

function description(node: ts.Node): string {
  return ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join('\n').replace(/\s+/g, ' ');
}

function hasTag(node: ts.Node, tag: string): boolean {
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === tag);
}

function isExported(node: ts.ClassDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

describe('the API reference', () => {
  test('finds the props that it is about', () => {
    expect(props.length).toBeGreaterThan(300);
    expect(isField('spec.traffic.jwtAuthentication.providers[].issuer')).toBe(true);
    expect(isField('spec.traffic.jwtAuthentication.issuer')).toBe(false);
    expect(isField('spec.allow')).toBe(false);
  });

  test('describes everything', () => {
    const undescribed = readFileSync(join(ROOT, 'API.md'), 'utf8').split('\n').filter((line) => line.includes('No description.'));
    expect(undescribed).toEqual([]);
  });

  test('names the field that a prop renders to, or says that there is none', () => {
    const unnamed = props.filter(({ prop }) => {
      const text = description(prop);
      return !text.includes('It renders to no field.') && ![...text.matchAll(/`([^`]+)`/g)].some(([, code]) => isField(code));
    });
    expect(unnamed.map(({ name }) => name)).toEqual([]);
  });

  test('says what comes of leaving a prop out', () => {
    expect(props.filter(({ optional, prop }) => optional && !hasTag(prop, 'default')).map(({ name }) => name)).toEqual([]);
  });

  const shown = classes.filter((type) => (
    ['ClaimRule', 'Diagnostics', 'Jwks', 'McpTarget'].includes(type.name!.text)
    || type.members.some((member) => ts.isConstructorDeclaration(member) && member.parameters.length > 1 && member.parameters[0].name.getText() === 'scope')
  )).map((type) => [type.name!.text, type] as const);

  // that they compile is tested where they are translated
  test.each(shown)('shows %s in an example that works', (_, type) => {
    const example = ts.getJSDocTags(type).find(({ tagName }) => tagName.text === 'example');
    expect(example).toBeDefined();
    run(ts.getTextOfJSDocComment(example!.comment)!);
  });

  test('shows more than ten classes', () => expect(shown.length).toBeGreaterThan(10));
});

/** Runs an example with what surrounds it in `rosetta/default.ts-fixture`. */
function run(example: string): void {
  const chart = new cdk8s.Chart(new cdk8s.App(), 'chart', { namespace: 'mcp' });
  const jwks = library.Jwks.fromText(GUIDE_JWKS);
  const gateway = new library.McpGateway(chart, 'gateway');
  const backend = new library.McpBackend(chart, 'backend', { targets: [library.McpTarget.host('tools.example.com')] });
  const names = { ...library, ...cdk8s, chart, jwks, gateway, backend };
  const source = example.replaceAll('\'jwks.json\'', JSON.stringify(join(ROOT, 'examples/secure-github-mcp/jwks.json')));
  new Function(...Object.keys(names), ts.transpile(source))(...Object.values(names));
}
