import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS | undefined>();

/**
 * Whether a regular expression of a manifest matches the whole text, in time linear in the text.
 * An expression that does not compile matches nothing: a route that cannot be read must not serve.
 */
export function spans(pattern: string, text: string): boolean {
  if (!compiled.has(pattern)) {
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern)?.matches(text) ?? false;
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
