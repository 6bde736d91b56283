import { UsageError } from './usage-error';
import { parseType } from '../../cel';
import { CLAIMS_ANNOTATION } from '../../diagnostics';

/** The annotation that declares the types of claims to the checks; none where nothing is declared. The order of the map does not matter. */
export function claimsAnnotation(claims: Record<string, string>): Record<string, string> {
  const lines = Object.entries(claims).map(([name, type]) => {
    // a line for each: what is not in one would declare something else
    if (name === '' || name !== name.trim() || /[\r\n]/.test(name)) {
      throw new UsageError(`\`claims\` has the name ${JSON.stringify(name)}, which cannot be declared`, 'give the name of a claim, in one line and without blanks around it');
    }
    try {
      parseType(type);
    } catch {
      throw new UsageError(`claim \`${name}\` is declared as \`${type}\`, which is no type`, 'write for example `string`, `int`, `bool` or `list(string)`');
    }
    return `${name}: ${type}`;
  });
  return lines.length === 0 ? {} : { [CLAIMS_ANNOTATION]: lines.sort().join('\n') };
}
