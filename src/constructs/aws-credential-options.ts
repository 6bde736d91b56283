import { ISecret } from 'cdk8s-plus-28';

/** How requests are signed for AWS (Signature Version 4): `auth.aws`. */
export interface AwsCredentialOptions {
  /**
   * `secretRef`: a Secret in the namespace of the object that says so, with the entries `accessKey`, `secretKey` and perhaps `sessionToken`; not
   * together with `roleArn`.
   *
   * @default - what the proxy finds around it, as the SDK of AWS does
   */
  readonly secret?: ISecret;

  /**
   * `region`, such as `us-east-1`.
   *
   * @default - that of the proxy
   */
  readonly region?: string;

  /**
   * `serviceName`: the service as signatures name it, such as `execute-api`.
   *
   * @default - that of the backend, where it is one of AWS
   */
  readonly serviceName?: string;

  /**
   * `assumeRole.roleArn`: a role that the proxy takes on before it signs.
   *
   * @default - none
   */
  readonly roleArn?: string;

  /**
   * `assumeRole.sessionName`: 2 to 64 letters, digits and `+=,.@-_`; with `roleArn` alone.
   *
   * @default - a random name
   */
  readonly sessionName?: string;

  /**
   * `assumeRole.sessionNameExpression`: an expression for the name, such as `jwt.sub`; with `roleArn`, not together with `sessionName`.
   *
   * @default - see `sessionName`
   */
  readonly sessionNameExpression?: string;

  /**
   * `assumeRole.tags`: tags of the session, each by an expression, at most 50; with `roleArn` alone. A fixed text needs quotes in the expression.
   *
   * @default - none
   */
  readonly sessionTags?: Record<string, string>;
}
