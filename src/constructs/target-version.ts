/**
 * The agentgateway release that the manifests are for. It decides which fields exist and what a policy means.
 *
 * The version of an app is the value of the context key `cdk8s-mcp-gateway/targetVersion` on the app:
 *
 *     const app = new App();
 *     app.node.setContext('cdk8s-mcp-gateway/targetVersion', TargetVersion.V1_3);
 *
 * Without it, the app is for release 1.4.
 */
export enum TargetVersion {
  /** Release 0.10: authentication failures answer 403. */
  V0_10 = '0.10',
  /** Release 0.11, of December 2025. */
  V0_11 = '0.11',
  /** Release 0.12, of February 2026, the data plane of kgateway 2.2. */
  V0_12 = '0.12',
  /** Release 1.0, of March 2026. */
  V1_0 = '1.0',
  /** Release 1.1, of April 2026, the first with `action: Require`. */
  V1_1 = '1.1',
  /** Release 1.2, of May 2026. */
  V1_2 = '1.2',
  /** Release 1.3, of June 2026. */
  V1_3 = '1.3',
  /** Release 1.4, of July 2026. */
  V1_4 = '1.4',
  /** The development branch after release 1.4.1. */
  MAIN = 'main',
}
