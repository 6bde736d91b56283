import { ApiObject } from 'cdk8s';
import { Manifest } from '../../manifest';

/** A manifest, and the object of cdk8s that writes it; one of a `List` kind writes several. */
export interface MadeManifest {
  readonly object: ApiObject;
  readonly manifest: Manifest;
}
