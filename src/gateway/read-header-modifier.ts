import { HeaderModifier } from './effective-gateway';

export interface HeaderModifierBlock {
  readonly set?: readonly { readonly name: string; readonly value: string }[];
  readonly add?: readonly { readonly name: string; readonly value: string }[];
  readonly remove?: readonly string[];
}

export function readHeaderModifier({ set = [], add = [], remove = [] }: HeaderModifierBlock): HeaderModifier {
  return {
    set: set.map(({ name, value }) => [name, value]),
    add: add.map(({ name, value }) => [name, value]),
    remove,
  };
}
