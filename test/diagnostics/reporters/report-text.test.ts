import fc from 'fast-check';
import { hostileDiagnostic } from './hostile-diagnostics';
import { reportJson, reportText, type Diagnostic } from '../../../src/diagnostics';

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
