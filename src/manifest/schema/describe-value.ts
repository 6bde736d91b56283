/** Names a value in a message; what may be a credential is named by its type only. */
export function describeValue(value: unknown, sensitive = false): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (sensitive) return `a ${typeof value === 'string' ? 'text' : typeof value}`;
  const text = String(value);
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return typeof value === 'string' ? `\`${shown}\`` : `the ${typeof value} \`${shown}\``;
}
