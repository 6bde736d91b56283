import { FieldPath, HttpRoute } from '../manifest';
import { ManifestOf } from './manifest-index';
import { PolicyField } from './policy-fields';

type RouteRule = NonNullable<HttpRoute['spec']['rules']>[number];

/** The filters and timeouts that an HTTPRoute rule carries itself, by the fields of a policy that say the same: the strongest level of the PostRouting phase. */
export function filterFields(manifest: ManifestOf<HttpRoute>, rule: RouteRule, ruleField: FieldPath): readonly PolicyField[] {
  const fields: PolicyField[] = [];
  const add = (name: string, value: unknown, ...at: FieldPath): void => {
    fields.push({ manifest, part: 'PostRouting', field: [...ruleField, ...at], name: `traffic.${name}`, value, locks: false });
  };
  (rule.filters ?? []).forEach((filter, index) => {
    if (filter.type === 'CORS' && filter.cors) {
      add('cors', filter.cors, 'filters', index);
    } else if (filter.type === 'RequestHeaderModifier' && filter.requestHeaderModifier) {
      add('headerModifiers.request', filter.requestHeaderModifier, 'filters', index);
    } else if (filter.type === 'ResponseHeaderModifier' && filter.responseHeaderModifier) {
      add('headerModifiers.response', filter.responseHeaderModifier, 'filters', index);
    } else {
      add(`filter ${filter.type}`, filter, 'filters', index);
    }
  });
  if (rule.timeouts !== undefined && Object.keys(rule.timeouts).length > 0) {
    add('timeouts', rule.timeouts, 'timeouts');
  }
  (rule.backendRefs ?? []).forEach(({ filters = [] }, index) => {
    if (filters.length > 0) {
      add(`backendRefs[${index}].filters`, filters, 'backendRefs', index, 'filters');
    }
  });
  return fields;
}
