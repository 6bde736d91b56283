import { DOMParser, type Element } from '@xmldom/xmldom';
import fc from 'fast-check';
import { hostileDiagnostic } from './hostile-diagnostics';
import { reportJunit, type Diagnostic } from '../../../src/diagnostics';

/** Any fault ends the parsing; it warns of U+FFFD, which stands for what XML cannot hold. */
function parse(xml: string): Element {
  const parser = new DOMParser({
    onError: (level, message) => {
      if (!message.includes('replacement character')) throw new Error(`${level}: ${message}`);
    },
  });
  return parser.parseFromString(xml, 'text/xml').documentElement!;
}

const FINDING: Diagnostic = {
  code: 'A03',
  severity: 'warning',
  security: true,
  message: 'a "deny" <is> lost & gone',
  help: 'write `has(jwt.sub)`',
  object: { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayPolicy', namespace: 'ns', name: 'access' },
  field: 'spec.traffic',
  source: { file: 'policy.yaml', line: 3, column: 5 },
};

test('the parser refuses what is not well-formed', () => {
  expect(() => parse('<a b="1" b="2"></c>')).toThrow();
});

test('an empty report passes', () => {
  const suite = parse(reportJunit([])).getElementsByTagName('testsuite')[0];
  expect([suite.getAttribute('tests'), suite.getAttribute('failures')]).toEqual(['1', '0']);
});

test('errors and warnings fail, infos pass, acknowledged findings are skipped', () => {
  const root = parse(reportJunit([
    { ...FINDING, severity: 'error' }, FINDING, { ...FINDING, severity: 'info' }, { ...FINDING, acknowledged: 'known' },
  ]));
  const suite = root.getElementsByTagName('testsuite')[0];
  expect(['tests', 'failures', 'skipped'].map((name) => suite.getAttribute(name))).toEqual(['4', '2', '1']);
  expect(root.getElementsByTagName('failure')).toHaveLength(2);
  expect(root.getElementsByTagName('skipped')[0].getAttribute('message')).toBe('known');
});

test('the user\'s text comes through unchanged', () => {
  const [failure] = parse(reportJunit([FINDING])).getElementsByTagName('failure');
  expect(failure.getAttribute('message')).toBe(FINDING.message);
  expect(failure.textContent).toBe('help: write `has(jwt.sub)`\npolicy.yaml:3:5');
});

test('a case is named by its object and field, or by what was found alone', () => {
  const { object: _, field: __, ...nowhere } = FINDING;
  const cases = parse(reportJunit([FINDING, { ...FINDING, field: undefined }, nowhere])).getElementsByTagName('testcase');
  expect([...cases].map((testcase) => testcase.getAttribute('name'))).toEqual([
    `AgentgatewayPolicy access spec.traffic: ${FINDING.message}`, `AgentgatewayPolicy access: ${FINDING.message}`, FINDING.message,
  ]);
});

test('whatever the texts are, the report is well-formed and has one case a finding', () => {
  fc.assert(fc.property(fc.array(hostileDiagnostic, { minLength: 1, maxLength: 5 }), (diagnostics) => {
    const root = parse(reportJunit(diagnostics));
    const cases = [...root.getElementsByTagName('testcase')];
    expect(cases.map((testcase) => testcase.getAttribute('classname'))).toEqual(diagnostics.map(({ code }) => code));
    expect([...root.getElementsByTagName('*')].map(({ tagName }) => tagName).filter((name) =>
      !['testsuite', 'testcase', 'failure', 'skipped', 'system-out'].includes(name))).toEqual([]);
  }));
});
