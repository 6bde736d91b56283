import fc from 'fast-check';
import { hostileDiagnostic } from './hostile-diagnostics';
import { diagnose, printable, reportJson, reportText, type Diagnostic } from '../../../src/diagnostics';
import { readManifests, sourceTexts } from '../../../src/manifest';

const FINDING: Diagnostic = {
  code: 'A05',
  severity: 'error',
  security: false,
  message: 'the name `jwtt` does not exist',
  help: 'did you mean `jwt`?',
  source: { file: 'policy.yaml', line: 3, column: 5 },
  object: { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayPolicy', namespace: 'ns', name: 'access' },
  field: 'spec.traffic',
  excerpt: { text: 'true &&\njwtt.sub == "alice"', range: [8, 12] },
};

test('the part that is meant is marked', () => {
  expect(reportText([FINDING])).toBe(`error[A05]: the name \`jwtt\` does not exist
  --> policy.yaml:3:5
  in  AgentgatewayPolicy ns/access spec.traffic
    | jwtt.sub == "alice"
    | ^^^^
  help: did you mean \`jwt\`?

1 error, 0 warnings, 0 infos
`);
});

/** The lines of the report that show a file, for findings at these places in this text. */
function shown(text: string, ...places: readonly Partial<Diagnostic>[]): readonly string[] {
  const { excerpt: _, ...finding } = FINDING;
  const diagnostics = places.map((place) => ({ ...finding, ...place }));
  return reportText(diagnostics, sourceTexts([{ file: 'policy.yaml', text }], [])).split('\n').filter((line) => /^ *\d* \| /.test(line));
}

const at = (line: number, column: number) => ({ file: 'policy.yaml', line, column });

test('the line of the file is shown with its number, the field marked', () => {
  expect(shown('kind: A\nmetadata:\n  name: my policy # mine\n', { source: at(3, 9) }, { source: at(2, 1) })).toEqual([
    '  3 |   name: my policy # mine',
    '    |         ^^^^^^^^^',
    '  2 | metadata:',
    '    | ^^^^^^^^',
  ]);
});

test('the gutter is as wide as the number', () => {
  expect(shown(`${'\n'.repeat(12_344)}a: b\n`, { source: at(12_345, 4) })).toEqual(['12345 | a: b', '      |    ^']);
});

test('of an expression the part in the file is marked, and shown once', () => {
  expect(shown('a:\n- |\n  true &&\n  jwtt.sub == "alice"\n', { source: at(4, 3), end: at(4, 7), excerpt: FINDING.excerpt })).toEqual([
    '  4 |   jwtt.sub == "alice"',
    '    |   ^^^^',
  ]);
});

test('an expression that is not written in the file as it is read is shown as it is read', () => {
  expect(shown('a: "\\x6awtt"\n', { source: at(1, 4), excerpt: { text: 'jwtt', range: [0, 4] } })).toEqual(['    | jwtt', '    | ^^^^']);
});

test('a long line is shown around the mark', () => {
  const text = `a: [${'x, '.repeat(500)}here, ${'y, '.repeat(500)}]\n`;
  const [line, mark] = shown(text, { source: at(1, 1505) });
  expect(line).toMatch(/^  1 \| ….*x, here, y,.*…$/);
  expect(line.length).toBeLessThan(110);
  expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('here');
  expect(shown(`key: "${'k'.repeat(10_000)}"\n`, { source: at(1, 6) }).map(({ length }) => length < 110)).toEqual([true, true]);
  expect(shown(`${'x'.repeat(400)}: b\n`, { source: at(1, 403) })[1]).toMatch(/ \^$/);
});

test('tabs and control characters of a line move nothing', () => {
  expect(shown('\ta:\t"x\u001b[2J\u202e"\n', { source: at(1, 5) })).toEqual(['  1 |  a: "x\ufffd[2J\ufffd"', '    |     ^']);
});

test('a place that the file does not have is told without a line', () => {
  expect(shown('a: b\n', { source: at(7, 1) }, { source: { file: 'other.yaml', line: 1, column: 1 } })).toEqual([]);
});

test('a name with a line break makes no line', () => {
  const forged = 'x\n0 errors, 0 warnings, 0 infos\r\nno findings\u2028';
  const object = { apiVersion: 'v1', kind: forged, namespace: forged, name: forged };
  const report = reportText([{
    ...FINDING, message: forged, help: forged, object, field: forged, source: { ...at(1, 1), file: forged }, construct: { path: forged },
  }, { ...FINDING, acknowledged: forged }]);
  expect(report.split('\n').filter((line) => /^(0 errors|no findings)/.test(line))).toEqual([]);
  expect(printable('a\nb\r\tc')).toBe('a\\nb\\r c');
});

test('whatever the texts are, each line is one of the report', () => {
  fc.assert(fc.property(fc.array(hostileDiagnostic, { maxLength: 5 }), (diagnostics) => {
    const lines = reportText(diagnostics).split('\n').slice(0, -2);
    expect(lines.filter((line) => !/^(|(error|warning|info|acknowledged)\[.*|  --> .*|  in  .*|  help: .*|  reason: .*|    \|.*)$/.test(line))).toEqual([]);
    expect(lines.filter((line) => /^  (help|reason): /.test(line))).toHaveLength(diagnostics.length);
  }));
});

test('a key that is no name makes no line of its own', () => {
  const text = `apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: jwt, namespace: ns }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: gw }]
  traffic: { jwtAuthentication: { providers: [{ issuer: i, jwks: { inline: '{"keys":[{"kty":"EC","kid":"a\\n0 errors, 0 warnings"}]}' } }] } }
`;
  const report = reportText(diagnose(readManifests([{ file: 'policy.yaml', text }]).manifests, { targetVersion: '1.4' }));
  expect(report).toContain('`a\\n0 errors, 0 warnings`');
  expect(report).not.toMatch(/^0 errors/m);
});

test('whatever the texts are, no control character reaches the terminal', () => {
  fc.assert(fc.property(fc.array(hostileDiagnostic, { maxLength: 5 }), (diagnostics) => {
    // eslint-disable-next-line no-control-regex -- these are the characters that must not be there
    expect(reportText(diagnostics)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  }));
});

test('whatever the texts are, the JSON is the findings without their excerpts', () => {
  fc.assert(fc.property(fc.array(hostileDiagnostic, { maxLength: 5 }), (diagnostics) => {
    const report = JSON.parse(reportJson(diagnostics, '1.4')) as { diagnostics: unknown };
    expect(report).toMatchObject({ version: 1, targetVersion: '1.4' });
    expect(report.diagnostics).toEqual(JSON.parse(JSON.stringify(diagnostics.map(({ excerpt: _, ...rest }) => rest))));
  }));
});
