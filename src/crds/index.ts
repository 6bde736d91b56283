export { readCrds, type CustomKind, type CustomKinds } from './read-crds';
export { validateCustomResource } from './validate-custom-resource';
