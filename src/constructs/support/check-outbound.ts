import { CredentialLocation } from '../credential-location';
import { UsageError } from './usage-error';

/** Refuses a location that says where a credential is found, and not where it goes. */
export function checkOutbound(prop: string, location: CredentialLocation): void {
  if (location._render().expression === undefined) return;
  throw new UsageError(`\`${prop}\` of the credentials is an expression, which says where one is found, not where it goes`, 'use a header, query parameter or cookie');
}
