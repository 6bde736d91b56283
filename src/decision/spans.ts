import { compileRegex } from '../cel';

/**
 * Whether a regular expression of a manifest matches the whole text, in time linear in the text.
 * An expression that does not compile matches nothing: a route that cannot be read must not serve.
 */
export function spans(pattern: string, text: string): boolean {
  const regex = compileRegex(`^(?:${pattern})$`);
  return !('problem' in regex) && regex.test(text);
}
