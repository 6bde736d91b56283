/** A range of a text, in UTF-16 units; its end is not part of it. */
export type TextRange = readonly [from: number, to: number];

/** Names of fields whose values are often credentials, for what no schema describes. */
const SECRET_NAME = /pass(word|wd|phrase)|secret|token|credential|private|^authorization$|api[-_]?key|^(key|values?|users?)$|^(string|binary)?data$|last-applied/i;

/** Texts that are credentials by their form: tokens, what a `Authorization` header carries, keys of well-known issuers, a password in a URL. */
const CREDENTIALS = new RegExp([
  String.raw`\beyJ[\w-]{16,}(?:\.[\w-]*)*`,
  String.raw`\b(?:Bearer|Basic)\s+[\w.~+/=-]{12,}`,
  String.raw`\b(?:sk-|gh[opusr]_|github_pat_|glpat-|xox[abeprs]-|AKIA)[\w-]{12,}`,
  String.raw`(?<=://)[^\s/@:"']+:[^\s/@"']+(?=@)`,
].join('|'), 'gi');

const PRIVATE_PEM = /PRIVATE KEY/;
/** A member of a JWK that is private or symmetric key material (RFC 7518 §6), however carelessly the JSON is written. */
const PRIVATE_MEMBER = /(?:^|[\s{,"'\\])(?:d|p|q|dp|dq|qi|oth|k)(?:\\*["'])?\s*[:=]\s*\\*["'[\w]/;

/** Whether a field of this name, of which nothing else is known, may hold a credential. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether a text is a private key, as PEM or as JWK; of a text in the place of a key set, that is found in JSON of any form. */
export function holdsPrivateKey(text: string, isKeySet: boolean): boolean {
  if (PRIVATE_PEM.test(text)) return true;
  // JSON may write every letter by its number
  const written = text.includes('\\u') ? text.replace(/(?<!\\)\\+u00([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;
  return (isKeySet || /\bkty\b/.test(written)) && PRIVATE_MEMBER.test(written);
}

/** The credentials in a text that are known by their form. */
export function credentialsIn(text: string): readonly TextRange[] {
  return [...text.matchAll(CREDENTIALS)].map(({ 0: { length }, index }): TextRange => [index, index + length]);
}
