import { canHaveKind, celPlaces, environmentOf, functionSignatures, parseType, rootNames, targetVersions, variableFields } from '../../../src/cel/environment';

test('every variable resolves at every place, in every release', () => {
  for (const place of celPlaces) {
    for (const version of targetVersions) {
      expect([...environmentOf(place, version).roots.keys()]).toEqual([...rootNames]);
    }
  }
});

test('what is not set at a place is null there', () => {
  const { roots } = environmentOf('networkAuthorization', '1.4');
  expect(roots.get('jwt')).toEqual({ type: [{ kind: 'null' }], mayBeAbsent: false, unavailable: 'place' });
  expect(canHaveKind(roots.get('source')!.type, 'null')).toBe(false);
});

test('claims may be missing, the request never is', () => {
  const { roots } = environmentOf('httpAuthorization', '1.4');
  expect(canHaveKind(roots.get('jwt')!.type, 'null')).toBe(true);
  expect(canHaveKind(roots.get('request')!.type, 'null')).toBe(false);
});

test.each(functionSignatures.map((signature) => [signature.name, signature] as const))('the signature of %s is made of types', (_, signature) => {
  for (const text of [...signature.parameters.map((parameter) => parameter.replace(/\?$|\.\.\.$/, '')), signature.result]) {
    expect(() => parseType(text)).not.toThrow();
  }
});

test('every field belongs to an object that is in the table before it', () => {
  const seen = new Set<string>(rootNames);
  for (const { path } of variableFields) {
    const parent = path.slice(0, path.lastIndexOf('.')).replace('[]', '');
    expect(seen).toContain(parent);
    seen.add(path);
  }
});
