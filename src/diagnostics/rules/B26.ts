import { FieldPath } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { routeExample } from '../examples/route-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';

const REF = 'group: agentgateway.dev, kind: AgentgatewayBackend, name: tools';
const MODIFIER = 'filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [x-team] } }]';
const ON_BACKENDS: ReadonlySet<string> = new Set(['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'RequestMirror']);

/** A filter that takes the whole route down. */
export const B26: DiagnosticRule = {
  code: 'B26',
  title: 'A filter is not supported where it stands',
  severity: 'error',
  security: false,
  written: 'a `CORS` or `URLRewrite` filter below `backendRefs`, or an `ExtensionRef` filter anywhere',
  happens: 'the whole route is dropped (`IncompatibleFilters`), on every release',
  instead: 'move the filter to the rule; write an AgentgatewayPolicy instead of an `ExtensionRef`',
  triggers: [
    routeExample(`${REF}, filters: [{ type: CORS, cors: { allowOrigins: [https://app.example.com] } }]`),
    routeExample(REF, ['filters: [{ type: ExtensionRef, extensionRef: { group: example.com, kind: Filter, name: one } }]']),
  ],
  nearMisses: [routeExample(`${REF}, ${MODIFIER}`), routeExample(REF, ['filters: [{ type: CORS, cors: { allowOrigins: [https://app.example.com] } }]'])],
  check: (subject) => manifestIndexOf(subject).routes.flatMap((manifest) => (manifest.object.spec.rules ?? []).flatMap((written, rule) => {
    const { filters = [], backendRefs = [] } = written;
    const find = (type: string, field: FieldPath, supported: boolean): readonly RuleFinding[] => supported ? [] : [{
      manifest,
      field: [...field, 'type'],
      message: `a filter of the type \`${type}\` here takes the whole route down`,
      help: type === 'ExtensionRef' ? 'write an AgentgatewayPolicy that targets the route instead' : 'move the filter to the rule',
    }];
    return [
      ...filters.flatMap(({ type }, index) => find(type, ['spec', 'rules', rule, 'filters', index], type !== 'ExtensionRef')),
      ...backendRefs.flatMap((ref, at) => (ref.filters ?? []).flatMap(({ type }, index) =>
        find(type, ['spec', 'rules', rule, 'backendRefs', at, 'filters', index], ON_BACKENDS.has(type)))),
    ];
  })),
};
