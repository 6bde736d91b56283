import { ISecret } from 'cdk8s-plus-28';
import { PrivateKeyJwtOptions } from './private-key-jwt-options';
import { checkText } from './support/check-props';
import { UsageError } from './support/usage-error';

/** How the gateway shows a token endpoint who it is (RFC 6749 §2.3): `clientAuth`. A secret or key is always in a Secret of Kubernetes. */
export class OAuthClient {
  /**
   * By a secret in the header `Authorization` (`ClientSecretBasic`).
   *
   * @param clientId `clientId`
   * @param secret `secretRef`: a Secret in the namespace of the object that says so
   * @param key `secretRef.key`: the entry of the Secret. Default: `clientSecret`
   */
  public static secretBasic(clientId: string, secret: ISecret, key?: string): OAuthClient {
    return new OAuthClient(clientId, { method: 'ClientSecretBasic', secretRef: secretRef(secret, 'key', key) });
  }

  /**
   * By a secret in the body of the request (`ClientSecretPost`).
   *
   * @param clientId `clientId`
   * @param secret `secretRef`: a Secret in the namespace of the object that says so
   * @param key `secretRef.key`: the entry of the Secret. Default: `clientSecret`
   */
  public static secretPost(clientId: string, secret: ISecret, key?: string): OAuthClient {
    return new OAuthClient(clientId, { method: 'ClientSecretPost', secretRef: secretRef(secret, 'key', key) });
  }

  /**
   * By its id alone (`ClientSecretPost` without a secret), where the token endpoint knows the client as a public one.
   *
   * @param clientId `clientId`
   */
  public static publicClient(clientId: string): OAuthClient {
    return new OAuthClient(clientId, { method: 'ClientSecretPost' });
  }

  /**
   * By a JWT that it signs (`PrivateKeyJwt`).
   *
   * @param clientId `clientId`
   * @param options `privateKeyJwt`
   */
  public static privateKeyJwt(clientId: string, options: PrivateKeyJwtOptions): OAuthClient {
    const { audience, signingKey, signingKeyEntry, algorithm, kid, certificate, certificateEntry, certificateHeader } = options;
    if ((certificate === undefined) !== (certificateHeader === undefined)) {
      throw new UsageError(`\`${certificate ? 'certificate' : 'certificateHeader'}\` is given without \`${certificate ? 'certificateHeader' : 'certificate'}\``, 'give both, or neither');
    }
    return new OAuthClient(clientId, {
      method: 'PrivateKeyJwt',
      privateKeyJwt: {
        assertionAudience: audience,
        signingKeyRef: secretRef(signingKey, 'signingKeyEntry', signingKeyEntry),
        alg: algorithm,
        kid,
        certificateRef: certificate && secretRef(certificate, 'certificateEntry', certificateEntry),
        certificateHeader,
      },
    });
  }

  private constructor(private readonly clientId: string, private readonly authentication: Record<string, unknown>) {
    if (clientId === '') throw new UsageError('`clientId` is empty', 'give the id that the token endpoint knows the gateway by');
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return { clientId: this.clientId, ...this.authentication };
  }
}

function secretRef(secret: ISecret, prop: string, key: string | undefined): object {
  if (key !== undefined) checkText(prop, key, 253);
  return { name: secret.name, key };
}
