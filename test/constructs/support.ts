import { ApiObject, Chart, Testing } from 'cdk8s';
import { Jwks, McpBackend, McpGateway, McpRoute, McpTarget, TargetVersion } from '../../src';
import { GUIDE_JWKS } from '../fixtures/guide';

/** A synthesized object; what a test reads of a spec is checked by the expectation on it. */
export interface Synthesized {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: any;
}

export const jwks = Jwks.fromText(GUIDE_JWKS);

/** A chart in the namespace `mcp` of an app for a release. */
export function chartFor(version?: TargetVersion): Chart {
  const app = Testing.app();
  if (version !== undefined) app.node.setContext('cdk8s-mcp-gateway/targetVersion', version);
  return new Chart(app, 'chart', { namespace: 'mcp' });
}

/** A gateway that serves one backend at `/mcp`. */
export function served(chart: Chart): { gateway: McpGateway; backend: McpBackend; route: McpRoute } {
  const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'gateway' } });
  const backend = new McpBackend(chart, 'backend', { metadata: { name: 'backend' }, targets: [McpTarget.host('tools.example.com')] });
  return { gateway, backend, route: gateway.addRoute('/mcp', backend, { metadata: { name: 'route' } }) };
}

/** The objects of a kind that a chart renders, without the checks of the whole app. */
export function rendered(chart: Chart, kind: string): Synthesized[] {
  return chart.node.findAll().filter((each) => ApiObject.isApiObject(each)).map((object): Synthesized => object.toJson())
    .filter((object) => object.kind === kind);
}

/** The objects of a kind that pass the checks. */
export function synthesized(chart: Chart, kind: string): Synthesized[] {
  return Testing.synth(chart).filter((object: Synthesized) => object.kind === kind);
}
