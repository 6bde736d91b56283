import { Type } from '../environment/type';
import { parseType } from '../environment/type-text';

/** The types of claims by name, as `{ groups: 'list(string)', email: 'string', level: 'int' }`; what is not declared can have any JSON type. */
export type ClaimDeclarations = Readonly<Record<string, string>>;

const NONE: ClaimDeclarations = {};
const NO_TYPES: ReadonlyMap<string, Type> = new Map();

/**
 * The declared types.
 *
 * @throws SyntaxError where a text is no type
 */
export function declaredClaims(declarations: ClaimDeclarations = NONE): ReadonlyMap<string, Type> {
  return declarations === NONE ? NO_TYPES : new Map(Object.entries(declarations).map(([name, text]) => [name, parseType(text)]));
}
