import { ExtAuth } from '../ext-auth';
import { checkOneOf, checkWhole } from './check-props';

/**
 * An `extAuth` block.
 *
 * @param prop where the user gave it
 */
export function renderExtAuth(prop: string, extAuth: ExtAuth, namespace: string | undefined): object {
  const { service, grpc, http, failureMode, forwardBodyBytes, cache } = extAuth;
  checkOneOf(`\`${prop}\``, { grpc, http });
  if (forwardBodyBytes !== undefined) checkWhole(`${prop}.forwardBodyBytes`, forwardBodyBytes, 1, 2 ** 32 - 1);
  return {
    backendRef: service._render(namespace),
    grpc: grpc && { ...grpc },
    http: http && { ...http },
    failureMode,
    forwardBody: forwardBodyBytes === undefined ? undefined : { maxSize: forwardBodyBytes },
    cache: cache && { ...cache },
  };
}
