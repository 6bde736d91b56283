import fs, { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WIDGETS } from './support';
import { readCrds } from '../../src/crds';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'crds-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const widgets = readFileSync(WIDGETS, 'utf8');

function failure(text: string): { message: string; help: string } {
  writeFileSync(join(folder, 'crd.yaml'), text);
  try {
    readCrds(folder);
  } catch (error) {
    return error as Error & { help: string };
  }
  throw new Error('nothing was wrong');
}

const withSchema = (schema: string): string => widgets.slice(0, widgets.indexOf('          type: object')) + schema.replace(/^/gm, '          ');

test('a CRD gives the versions that are served', () => {
  const kinds = readCrds(WIDGETS);
  expect([...kinds.keys()]).toEqual(['test.example/Widget']);
  expect([...kinds.get('test.example/Widget')!.versions.keys()]).toEqual(['v1']);
});

test.each<[what: string, text: string, message: RegExp]>([
  ['a folder with manifests only', '{apiVersion: v1, kind: Pod, metadata: {name: a}}', /^`.*` holds no CRD$/],
  ['text that is no YAML', 'a: [', /cannot be read as a CRD: /],
  ['two CRDs of one kind', `${widgets}---\n${widgets}`, /holds more than one CRD of the kind `Widget` in `test.example`$/],
  ['an old version of CRDs', widgets.replace('k8s.io/v1', 'k8s.io/v1beta1'), /has `apiVersion: apiextensions.k8s.io\/v1beta1`, not `apiextensions.k8s.io\/v1`$/],
  ['no spec', widgets.slice(0, widgets.indexOf('spec:')), /has no `spec`$/],
  ['no group', widgets.replace('group: test.example', 'group: ""'), /has no `spec.group`$/],
  ['no schema', widgets.replace('openAPIV3Schema', 'openAPIv3Schema'), /has no `spec.versions\[0\].schema.openAPIV3Schema`$/],
  ['a keyword that CRDs do not have', withSchema('type: object\n$ref: "#/a"'), /uses `\$ref`, which is no keyword of CRDs, in its schema at its root$/],
  ['a mistyped keyword', withSchema('type: object\nproperties: { spec: { type: text } }'), /gives `type` a value that it cannot have in its schema at `spec`$/],
  ['a pattern that RE2 does not know', withSchema('type: object\nproperties: { spec: { type: string, pattern: "(?=a)" } }'), /has the pattern `\(\?=a\)`, which is no RE2 expression, at `spec`$/],
  ['a rule that is no CEL', withSchema('type: object\nx-kubernetes-validations: [{ rule: "self." }]'), /has the rule `self\.` at its root, which cannot be compiled: /],
  ['a field path that is none', withSchema('type: object\nx-kubernetes-validations: [{ rule: "true", fieldPath: "a[0]" }]'), /has a rule with the field path `a\[0\]`, which is none, at its root$/],
])('%s is one error that names the way out', (_, text, message) => {
  const { message: said, help } = failure(text);
  expect(said).toMatch(message);
  expect(help).not.toBe('');
});

test('a folder that does not exist is named', () => {
  expect(() => readCrds(join(folder, 'none'))).toThrow(/does not exist$/);
});

test('a file that cannot be read is named', () => {
  // root may read any file, but nobody this one
  writeFileSync(join(folder, 'crd.yaml'), widgets);
  const read = jest.spyOn(fs, 'readFileSync').mockImplementation(() => { throw Object.assign(new Error('EACCES'), { code: 'EACCES' }); });
  try {
    expect(() => readCrds(folder)).toThrow(/^`.*crd\.yaml` cannot be read \(EACCES\)$/);
  } finally {
    read.mockRestore();
  }
});
