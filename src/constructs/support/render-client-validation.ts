import { ClientValidation } from '../client-validation';
import { checkSize } from './check-props';
import { UsageError } from './usage-error';

/**
 * A `validation` block of a Gateway.
 *
 * @param prop where the user gave it
 */
export function renderClientValidation(prop: string, { caCertificates, insecureFallback }: ClientValidation): object {
  checkSize(`${prop}.caCertificates`, caCertificates, 16);
  if (insecureFallback?.trim() === '') throw new UsageError(`\`${prop}.insecureFallback\` is empty`, 'say why clients without a valid certificate may connect');
  return {
    caCertificateRefs: caCertificates.map(({ name }) => ({ group: '', kind: 'ConfigMap', name })),
    mode: insecureFallback === undefined ? undefined : 'AllowInsecureFallback',
  };
}
