import { UsageError } from './usage-error';
import { parseType } from '../../cel';
import { CLAIMS_ANNOTATION } from '../../diagnostics';

/** The annotation that declares the types of claims to the checks; none where nothing is declared. The order of the map does not matter. */
export function claimsAnnotation(claims: Record<string, string>): Record<string, string> {
  const lines = Object.entries(claims).map(([name, type]) => {
    try {
      parseType(type);
    } catch {
      throw new UsageError(`claim \`${name}\` is declared as \`${type}\`, which is no type`, 'write for example `string`, `int`, `bool` or `list(string)`');
    }
    return `${name}: ${type}`;
  });
  return lines.length === 0 ? {} : { [CLAIMS_ANNOTATION]: lines.sort().join('\n') };
}
