/** What is wrong with a value that an unset variable has left empty, or that still names the variable; `undefined` where it is filled in. */
export function unfilledValue(value: string): string | undefined {
  // a `$` inside a word belongs to a password, as in `pa$word`
  const variable = /\$\{[A-Za-z_]\w*\}|(?<!\w)\$[A-Za-z_]\w*/.exec(value)?.[0];
  if (variable !== undefined) {
    return `still holds the placeholder \`${variable}\``;
  }
  return /^\s*(bearer|basic|token)?\s*$/i.test(value) ? 'has an empty value' : undefined;
}
