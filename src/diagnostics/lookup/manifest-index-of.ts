import { oncePerSubject } from './once-per-subject';
import { indexManifests } from '../../gateway';

/** The manifests by kind. */
export const manifestIndexOf = oncePerSubject(({ manifests }) => indexManifests(manifests));
