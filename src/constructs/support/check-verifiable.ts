import { UsageError } from './usage-error';
import { describeToken } from '../../jwt';

/** Where the keys of an issuer are. */
export interface IssuerKeys {
  readonly issuer: string;
  /** Fetched from a server, which synthesis has no access to. */
  readonly areFetched: boolean;
}

/** Refuses a token that could only be verified with keys from a server. */
export function checkVerifiable(token: string, keySets: readonly IssuerKeys[]): void {
  const description = describeToken(token);
  const issuer = 'issuer' in description ? description.issuer : undefined;
  const fetched = keySets.filter(({ areFetched }) => areFetched);
  const concerned = fetched.find((keys) => keys.issuer === issuer) ?? (fetched.length === keySets.length ? fetched[0] : undefined);
  if (concerned === undefined) return;
  throw new UsageError(`\`token\` cannot be verified at synthesis: the keys of issuer \`${concerned.issuer}\` are fetched from a server`,
    'give a token of an issuer whose key set stands in the manifest, as by `Jwks.fromFile`, or none');
}
