/** The way from an object to one of its values: map keys and list indexes. */
export type FieldPath = readonly (string | number)[];
