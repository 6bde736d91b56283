import { McpTarget } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { onePerField } from '../lookup/one-per-field';
import { valueAt } from '../lookup/value-at';

function passthroughTo(host: string): string {
  return gatewayExample(`
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github, namespace: agentgateway-system }
spec:
  mcp:
    targets:
      - name: github
        static: { host: ${host}, port: 443, policies: { tls: {}, auth: { passthrough: {} } } }
`);
}

/** Tokens of users that are handed to somebody else. */
export const J25: DiagnosticRule = {
  code: 'J25',
  title: 'Tokens of users are passed to a third party',
  severity: 'warning',
  security: true,
  written: '`auth.passthrough` towards a host outside the cluster',
  happens: 'the token with which a user came is sent on to that host, who can use it wherever it is accepted, here too; the MCP specification forbids it, on every release',
  instead: 'name a credential of the server with `auth.secretRef`, or exchange the token with `auth.oauthTokenExchange` (since 1.4)',
  triggers: [passthroughTo('mcp.example.com')],
  nearMisses: [passthroughTo('mcp.tools.svc.cluster.local')],
  check: ({ gateway }) => onePerField(gateway.listeners.flatMap(({ routes }) => routes.flatMap(({ rules }) => rules.flatMap(({ backends }) =>
    backends.flatMap(({ backend }) => backend.kind === 'mcp' ? backend.mcp.targets.flatMap(passedOn) : []))))),
};

function passedOn({ host, name, other }: McpTarget): readonly RuleFinding[] {
  const auth = isInside(host) ? undefined : other.find((field) => field.name === 'auth');
  return auth === undefined || valueAt(auth.manifest.object, [...auth.field, 'passthrough']) === undefined ? [] : [{
    manifest: auth.manifest,
    field: [...auth.field, 'passthrough'],
    message: `the tokens of users are sent on to \`${host}\` (target \`${name}\`), who can use them elsewhere`,
    help: 'name a credential of the server with `auth.secretRef`, or acknowledge that the host is yours and checks the audience',
  }];
}

/** Names without a dot, of Services, of one machine or of a private network. */
function isInside(host: string): boolean {
  return !host.includes('.') || /\.(svc|svc\.cluster\.local|local|internal|localhost)$/.test(host)
    || /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host);
}
