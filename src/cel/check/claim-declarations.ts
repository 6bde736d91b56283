import { parseType, Type } from '../environment';

/** The types of claims by name, as `{ groups: 'list(string)', email: 'string', level: 'int' }`; what is not declared can have any JSON type. */
export type ClaimDeclarations = Readonly<Record<string, string>>;

/**
 * The declared types.
 *
 * @throws SyntaxError where a text is no type
 */
export function declaredClaims(declarations: ClaimDeclarations = {}): ReadonlyMap<string, Type> {
  return new Map(Object.entries(declarations).map(([name, text]) => [name, parseType(text)]));
}
