import { textLiteral } from './literal';
import { UsageError } from '../support/usage-error';

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Reserved words of CEL (language definition, "Syntax"), which a parser may refuse as field names. */
const reserved = new Set(['as', 'break', 'const', 'continue', 'else', 'false', 'for', 'function', 'if', 'import', 'in', 'let', 'loop', 'package',
  'namespace', 'null', 'return', 'true', 'var', 'void', 'while']);

/** How CEL reads a claim: `jwt.sub`, `jwt["https://x/y"]`, `jwt.realm_access.roles`. Fails where the claim is missing. */
export function claimAccess(path: readonly string[]): string {
  if (path.length === 0 || path.includes('')) throw new UsageError('a claim has no name', 'give the name of the claim, or the names on the way to it');
  if (path[0] === 'rawToken') {
    throw new UsageError('`rawToken` is the token itself for agentgateway, not a claim', 'have the issuer put the value under another name');
  }
  return path.reduce((access, name) => access + (identifier.test(name) && !reserved.has(name) ? `.${name}` : `[${textLiteral(name)}]`), 'jwt');
}
