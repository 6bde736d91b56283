import { FieldPath, HttpRoute } from '../manifest';
import { Cors, Governed, HeaderModifier, TrafficPolicy, UninterpretedField } from './effective-gateway';
import { keyOf, ManifestOf } from './manifest-index';
import { readCors } from './read-cors';
import { readHeaderModifier } from './read-header-modifier';

type RouteRule = NonNullable<HttpRoute['spec']['rules']>[number];

/** The filters and timeouts that an HTTPRoute rule carries itself: the strongest level of the PostRouting phase. */
export function readRuleFilters(manifest: ManifestOf<HttpRoute>, rule: RouteRule, ruleField: FieldPath): TrafficPolicy {
  let cors: Governed<Cors> | undefined;
  let requestHeaders: Governed<HeaderModifier> | undefined;
  let responseHeaders: Governed<HeaderModifier> | undefined;
  const other: UninterpretedField[] = [];
  (rule.filters ?? []).forEach((filter, index) => {
    const at = <T>(value: T): Governed<T> => ({ manifest, field: [...ruleField, 'filters', index], policy: keyOf(manifest.object), value });
    if (filter.type === 'CORS' && filter.cors) {
      cors = at(readCors(filter.cors));
    } else if (filter.type === 'RequestHeaderModifier' && filter.requestHeaderModifier) {
      requestHeaders = at(readHeaderModifier(filter.requestHeaderModifier));
    } else if (filter.type === 'ResponseHeaderModifier' && filter.responseHeaderModifier) {
      responseHeaders = at(readHeaderModifier(filter.responseHeaderModifier));
    } else {
      other.push({ manifest, field: [...ruleField, 'filters', index], name: `filter ${filter.type}` });
    }
  });
  if (rule.timeouts !== undefined && Object.keys(rule.timeouts).length > 0) {
    other.push({ manifest, field: [...ruleField, 'timeouts'], name: 'timeouts' });
  }
  (rule.backendRefs ?? []).forEach(({ filters = [] }, index) => {
    if (filters.length > 0) {
      other.push({ manifest, field: [...ruleField, 'backendRefs', index, 'filters'], name: `backendRefs[${index}].filters` });
    }
  });
  return { cors, requestHeaders, responseHeaders, authorization: [], other, ties: [] };
}
