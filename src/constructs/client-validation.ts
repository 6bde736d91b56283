import { IConfigMap } from 'cdk8s-plus-28';

/** That clients show a certificate (mutual TLS), and who vouches for it: `validation` in `spec.tls.frontend` of a Gateway. */
export interface ClientValidation {
  /** `caCertificateRefs`: ConfigMaps in the namespace of the gateway, 1 to 16, whose entries `ca.crt` hold the certificate authorities of clients. */
  readonly caCertificates: IConfigMap[];

  /**
   * Why clients without a valid certificate may connect all the same (`mode: AllowInsecureFallback`); something behind then has to look at it.
   *
   * @default - they may not (`AllowValidOnly`)
   */
  readonly insecureFallback?: string;
}
