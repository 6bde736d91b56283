import { GovernedPlace, PolicyPlace } from './policies-by-place';
import { PolicyField, policyFields } from '../../gateway';

/** A field that a policy sets at a place. */
export interface PlacedField extends PolicyField {
  readonly place: PolicyPlace;
}

/** What the policies of a place set, in the order they were given; LLM settings are left out. */
export function fieldsAt({ place, policies }: GovernedPlace): readonly PlacedField[] {
  return [...policies].flatMap((policy) => policyFields(policy).flatMap((field) => field.name === 'backend.ai' ? [] : [{ ...field, place }]));
}
