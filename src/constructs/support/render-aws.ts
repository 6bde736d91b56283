import { AwsCredentialOptions } from '../aws-credential-options';
import { UsageError } from './usage-error';

/** `auth.aws`. */
export function renderAws(options: AwsCredentialOptions): object {
  const { secret, region, serviceName, roleArn, sessionName, sessionNameExpression, sessionTags } = options;
  for (const [prop, value] of Object.entries({ sessionName, sessionNameExpression, sessionTags })) {
    if (value !== undefined && roleArn === undefined) throw new UsageError(`\`${prop}\` is given without \`roleArn\``, 'give the role that the session is of');
  }
  const tags = sessionTags && Object.keys(sessionTags).sort().map((key) => ({ key, expression: sessionTags[key] }));
  return {
    secretRef: secret && { name: secret.name },
    region,
    serviceName,
    assumeRole: roleArn === undefined ? undefined : { roleArn, sessionName, sessionNameExpression, tags },
  };
}
