import { anything, object } from '../schema/field-schema';

/**
 * The fields that the metadata of any object can have. Only their names are judged here: what is in those that are read is checked when the
 * object is read, and a label under a misspelt name would select nothing.
 */
export const Metadata = object({ name: anything() }, {
  namespace: anything(),
  labels: anything(),
  annotations: anything(),
  creationTimestamp: anything(),
  deletionGracePeriodSeconds: anything(),
  deletionTimestamp: anything(),
  finalizers: anything(),
  generateName: anything(),
  generation: anything(),
  managedFields: anything(),
  ownerReferences: anything(),
  resourceVersion: anything(),
  selfLink: anything(),
  uid: anything(),
});
