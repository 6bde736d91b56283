import { isBefore, isKind } from '../../manifest';
import { DiagnosticRule } from '../diagnostic-rule';
import { corsExample } from '../examples/cors-example';
import { corsFilterExample } from '../examples/cors-filter-example';
import { gatewayExample } from '../examples/gateway-example';
import { corsBlocks } from '../lookup/cors-blocks';

const ALLOW = 'allowOrigins: [https://app.example.com]';

/** A CORS filter where Gateway API does not have it in its standard channel, and the controller reads it only if told to. */
export const C06: DiagnosticRule = {
  code: 'C06',
  title: 'The CORS filter is experimental in the targeted release',
  severity: 'warning',
  security: false,
  written: 'a filter of type `CORS` in an HTTPRoute, for a release before 1.0',
  happens: 'the standard CRDs of Gateway API up to 1.4, which these releases are for, refuse the filter, and with the experimental ones the controller ignores it unless it was '
    + 'started with the experimental features on, which is the default from 1.0 on',
  instead: 'write `traffic.cors` in an AgentgatewayPolicy, or target 1.0 or later',
  triggers: [corsFilterExample(gatewayExample(), ALLOW)],
  nearMisses: [gatewayExample(corsExample(ALLOW))],
  exampleVersion: '0.12',
  check: ({ manifests, targetVersion }) => isBefore(targetVersion, '1.0')
    ? corsBlocks(manifests).filter(({ manifest }) => isKind(manifest, 'HTTPRoute')).map(({ manifest, field }) => ({
      manifest,
      field: field.slice(0, -1),
      message: `the CORS filter is experimental for agentgateway ${targetVersion} and ignored unless switched on`,
      help: 'write `traffic.cors` in an AgentgatewayPolicy that targets the route',
    }))
    : [],
};
