import { ISecret } from 'cdk8s-plus-28';
import { AssertionAlgorithm } from './assertion-algorithm';
import { AssertionCertificateHeader } from './assertion-certificate-header';

/** How a client signs who it is (RFC 7523 §2.2): `clientAuth.privateKeyJwt`. */
export interface PrivateKeyJwtOptions {
  /** `assertionAudience`: who the assertion is for, mostly the URL of the token endpoint. */
  readonly audience: string;

  /** `signingKeyRef`: a Secret in the namespace of the object that says so, whose entry `signingKey` holds a private RSA or EC key in PEM. */
  readonly signingKey: ISecret;

  /**
   * `signingKeyRef.key`: the entry of the Secret.
   *
   * @default 'signingKey'
   */
  readonly signingKeyEntry?: string;

  /**
   * `alg`.
   *
   * @default AssertionAlgorithm.RS256
   */
  readonly algorithm?: AssertionAlgorithm;

  /**
   * `kid`: the id of the key, as the token endpoint knows it.
   *
   * @default - not said
   */
  readonly kid?: string;

  /**
   * `certificateRef`: a Secret in the same namespace, whose entry `certificate` holds the certificates of the key in PEM, that of the key first.
   * `certificateHeader` is needed then.
   *
   * @default - none
   */
  readonly certificate?: ISecret;

  /**
   * `certificateRef.key`: the entry of the Secret.
   *
   * @default 'certificate'
   */
  readonly certificateEntry?: string;

  /**
   * `certificateHeader`; with `certificate` alone.
   *
   * @default - none
   */
  readonly certificateHeader?: AssertionCertificateHeader;
}
