import { diagnose, Diagnostic } from '../../src/diagnostics';
import { readManifests } from '../../src/manifest';

/** The findings about a backend on a Service that is not there. */
function found(annotation: string): readonly Diagnostic[] {
  const { manifests } = readManifests([{
    file: 'backend.yaml',
    text: `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: tools, namespace: mcp, annotations: { cdk8s-mcp-gateway.dev/external: ${JSON.stringify(annotation)} } }
spec: { mcp: { targets: [{ name: a, static: { backendRef: { name: github }, port: 8080 } }, { name: b, static: { backendRef: { name: gitlab }, port: 8080 } }] } }
`,
  }]);
  return diagnose(manifests, { targetVersion: '1.4' });
}

function missing(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ code }) => code === 'B17').map(({ message }) => /`([^`]*)`/.exec(message)![1]);
}

test('what an annotation names as existing elsewhere is not missing, and everything else is', () => {
  expect(missing(found('Service/mcp/github'))).toStrictEqual(['mcp/gitlab']);
  expect(missing(found('Service/mcp/github\n\n  Service/mcp/gitlab  \n'))).toStrictEqual([]);
});

test.each([['github'], ['Service/github'], ['v1/Service/mcp/github']])('the line `%s` of the annotation is reported, because it names no object', (line) => {
  const diagnostics = found(line);

  expect(missing(diagnostics)).toStrictEqual(['mcp/github', 'mcp/gitlab']);
  expect(diagnostics.filter(({ code }) => code === 'S04')).toStrictEqual([expect.objectContaining({
    severity: 'warning', message: `\`${line}\` names no object`, source: expect.objectContaining({ file: 'backend.yaml', line: 4 }),
  })]);
});
