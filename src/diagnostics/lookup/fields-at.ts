import { GovernedPlace, PolicyPlace } from './policies-by-place';
import { PolicyField, policyFields } from './policy-fields';

/** A field that a policy sets at a place. */
export interface PlacedField extends PolicyField {
  readonly place: PolicyPlace;
}

/** What the policies of a place set, in the order they were given. */
export function fieldsAt({ place, policies }: GovernedPlace): readonly PlacedField[] {
  return [...policies].flatMap((policy) => policyFields(policy).map((field) => ({ ...field, place })));
}
