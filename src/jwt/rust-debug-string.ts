/** What Rust's `char::escape_debug` does not print as it is: anything without a glyph of its own, and every space but U+0020. */
const ESCAPED = /["\\\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Zs}\p{Mn}\p{Me}]/gu;

const SHORT: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\0': '\\0', '\t': '\\t', '\n': '\\n', '\r': '\\r', ' ': ' ' };

/** Quotes and escapes a string as Rust's `{:?}` does: agentgateway shows key ids and parser messages that way. */
export function rustDebugString(text: string): string {
  return `"${text.replace(ESCAPED, (character) => SHORT[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`)}"`;
}
