import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/run';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'proxy-')); });
afterEach(() => rmSync(folder, { recursive: true }));

test('a proxy that does not start shows the lines that are wrong, as check does', async () => {
  const file = join(folder, 'gateway.yaml');
  writeFileSync(file, `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: proxy }
spec: { gatewayClassName: agentgateway, listeners: [{ name: http, port: 80, protocol: HTTPP }] }
---
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: access }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: prxy }]
  traffic: { authorization: { policy: { matchExpressions: ['source.address == "10.0.0.7"'] } } }
`);
  const run = async (command: string) => {
    const written = { stdout: '', stderr: '' };
    const io = { stdout: (text: string) => { written.stdout += text; }, stderr: (text: string) => { written.stderr += text; }, stdin: async () => '' };
    return { code: await main([command, file], io), ...written };
  };
  const [proxied, checked] = [await run('proxy'), await run('check')];
  expect(proxied.code).toBe(1);
  expect(checked.stdout).toContain('10 |   targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: prxy }]\n');
  expect(proxied.stderr).toBe(`${checked.stdout}error: the manifests have errors, so nothing is served\n  help: correct them, or see with \`--profile 1.4\` what a cluster would make of them\n`);
});
