import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { McpGatewayValidation } from '../../src/validation';

/** A plugin as `cdk8s-cli` makes it, of properties in YAML. */
function pluginOf(properties: string): McpGatewayValidation {
  return new McpGatewayValidation((parse(`properties:\n${properties.replace(/^/gm, '  ')}\n`) as { properties: object }).properties);
}

test.each([
  ['external: Gateway/ns/x', 'external `Gateway/ns/x` is no list; write one object a line, for example `- Gateway/ns/x`'],
  ['external: { Gateway: x }', 'external `{"Gateway":"x"}` is no list; write one object a line, for example `- Gateway/infra/agentgateway-proxy`'],
  ['external: [Gateway/x]', 'external `Gateway/x` names no object; write kind, namespace and name, for example `Gateway/infra/agentgateway-proxy`'],
  ['external: [{ Gateway: x }]', 'external `{"Gateway":"x"}` names no object; write kind, namespace and name, for example `Gateway/infra/agentgateway-proxy`'],
  ['targetVersion: 1.0', 'targetVersion `1` is a number, which loses the zero of a version; put it in quotes: `targetVersion: \'1.0\'`'],
  ['targetVersion: 0.10', 'targetVersion `0.1` is a number, which loses the zero of a version; put it in quotes: `targetVersion: \'0.10\'`'],
  ['targetVersion: 1.9', /^targetVersion `1\.9` is not known; write one of '0\.10', .*'main'$/],
  ['targetVersion: [1.4]', /^targetVersion `\[1\.4\]` is not known; write one of /],
  ['targetversion: "1.4"', 'property `targetversion` is not known; did you mean `targetVersion`?'],
  ['colour: red', 'property `colour` is not known; write `targetVersion` or `external`'],
  ['- external', /^`properties` is no map; write one property a line/],
  ['external', /^`properties` is no map; write one property a line/],
])('`%s` is refused with a way out', (properties, message) => {
  expect(() => pluginOf(properties)).toThrow(typeof message === 'string' ? new Error(message) : message);
});

test.each(['', 'targetVersion:', 'targetVersion: 1.4', 'targetVersion: 0.12', 'targetVersion: "1.0"', 'targetVersion: main', 'external:', 'external: []', 'external: [Gateway/ns/x]'])(
  '`%s` is taken', (properties) => {
    expect(() => pluginOf(properties)).not.toThrow();
  });

test('what `cdk8s.yaml` of the guide says is taken', () => {
  const [, snippet] = /```yaml\n(.*?)```/s.exec(readFileSync(join(__dirname, '../../docs/validation-plugin.md'), 'utf8'))!;
  const [{ properties }] = (parse(snippet) as { validations: { properties: object }[] }).validations;
  expect(() => new McpGatewayValidation(properties)).not.toThrow();
});

test('a version as a number is the one that is judged by, and no name makes a line of its own in the report', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'validation-'));
  try {
    const file = join(folder, 'in.yaml');
    writeFileSync(file, `apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: "a\\nforged", namespace: ns }
spec: { parentRef: { name: gw }, listeners: [{ name: http, port: 80, protocol: HTTP }] }
`);
    const codesBy = async (properties: string): Promise<readonly string[]> => {
      const codes: string[] = [];
      await pluginOf(properties).validate({
        manifests: [file],
        report: {
          addViolation: ({ ruleName, recommendation, fix }) => {
            codes.push(ruleName);
            expect(recommendation + fix).not.toContain('\n');
          },
          submit: () => undefined,
        },
      });
      return codes;
    };
    expect(await codesBy('targetVersion: 0.12')).toContain('C33 error');
    expect(await codesBy('targetVersion: 1.4')).not.toContain('C33 error');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
