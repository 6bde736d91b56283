export { commonHostnames, isAdmitted, matchesLabels } from './accept-routes';
export { buildGateway } from './build-gateway';
export type * from './effective-gateway';
export { formatKey, indexManifests, keyOf, type ManifestIndex, type ManifestOf } from './manifest-index';
export { isGranted } from './resolve-backend';
export { matchingServices, selectServices } from './select-services';
