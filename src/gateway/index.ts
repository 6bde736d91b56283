export { commonHostnames, isAdmitted, matchesLabels, takesHttpRoutes } from './accept-routes';
export { buildGateway } from './build-gateway';
export { delegatedRoutes, type DelegatingRef, isRouteRef, routeParents, selectedRoutes } from './delegated-routes';
export type * from './effective-gateway';
export { CONTROLLER, isKgateway, isServed } from './gateway-classes';
export {
  type GovernedPath, type GoverningField, governingPolicies, type GoverningPolicy, type GoverningSource, settledFields,
} from './governing-policies';
export { formatKey, indexManifests, keyOf, type ManifestIndex, type ManifestOf } from './manifest-index';
export { ObjectMap } from './object-map';
export { type PolicyField, policyFields, type PolicyPart } from './policy-fields';
export type { PolicyLevelName } from './policy-levels';
export { isGranted } from './resolve-backend';
export { matchingServices, selectServices } from './select-services';
export type { FieldEffect, SettledField } from './settle-fields';
