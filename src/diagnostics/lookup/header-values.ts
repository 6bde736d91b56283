import { oncePer } from './once-per';
import { valuesAt } from './values-at';
import { ManifestOf } from '../../gateway';
import { FieldPath, HttpRoute, Manifest, manifestsOfKind } from '../../manifest';

/** A value that a manifest gives a header. */
export interface HeaderValue {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly name: string;
  readonly value: string;
  readonly side: 'request' | 'response';
}

const ACTIONS = ['set', 'add'] as const;

/** Filters stand on a rule and on each of its backends. */
const IN_ROUTES = ['filters[]', 'backendRefs[].filters[]'].flatMap((filter) => (['requestHeaderModifier', 'responseHeaderModifier'] as const).flatMap((modifier) =>
  ACTIONS.map((action) => `spec.rules[].${filter}.${modifier}.${action}[]`)));
const IN_POLICIES = (['request', 'response'] as const).flatMap((side) => ACTIONS.map((action) => `spec.traffic.headerModifiers.${side}.${action}[]`));

/** Every header that the filters of routes and the `headerModifiers` of policies set or add. */
export const headerValues = oncePer((manifests: readonly Manifest[]): readonly HeaderValue[] => [
  ...manifestsOfKind(manifests, 'HTTPRoute').flatMap((manifest) => hasFilters(manifest) ? headersIn(manifest, IN_ROUTES) : []),
  ...manifestsOfKind(manifests, 'AgentgatewayPolicy').flatMap((manifest) =>
    manifest.object.spec.traffic?.headerModifiers === undefined ? [] : headersIn(manifest, IN_POLICIES)),
]);

function hasFilters({ object }: ManifestOf<HttpRoute>): boolean {
  return (object.spec.rules ?? []).some(({ filters, backendRefs }) => filters !== undefined || backendRefs?.some((ref) => ref.filters !== undefined));
}

function headersIn(manifest: Manifest, patterns: readonly string[]): readonly HeaderValue[] {
  return valuesAt(manifest.object, patterns).map(({ field, value: header }) => ({
    manifest,
    field: [...field, 'value'],
    ...header as { readonly name: string; readonly value: string },
    side: field.some((step) => step === 'responseHeaderModifier' || step === 'response') ? 'response' : 'request',
  }));
}
