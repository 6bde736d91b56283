import { IdentityProvider } from '../identity-provider';
import { JwtMode } from '../jwt-mode';
import { JwtProvider } from '../jwt-provider';
import { McpAuthentication } from '../mcp-authentication';
import { UsageError } from './usage-error';

/** Whether the issuers of an identity provider end with a slash; agentgateway compares them character by character. */
const endsWithSlash: Partial<Record<IdentityProvider, boolean>> = {
  [IdentityProvider.AUTH0]: true,
  [IdentityProvider.ENTRA]: false,
  [IdentityProvider.KEYCLOAK]: false,
  [IdentityProvider.OKTA]: false,
};

/** Where MCP clients cannot register by themselves. */
const needClientId = new Set([IdentityProvider.ENTRA, IdentityProvider.OKTA]);

/** `jwtAuthentication.mcp`. */
export function renderMcpAuthentication(mcp: McpAuthentication, providers: readonly JwtProvider[], mode: JwtMode): Record<string, unknown> {
  if (providers.length !== 1) throw new UsageError(`\`mcp\` is given with ${providers.length} providers`, 'give one provider, which is the one that clients are sent to');
  if (mode !== JwtMode.STRICT) throw new UsageError(`\`mcp\` is given with the mode \`${mode}\`, in which clients are not asked for a token`, 'leave `mode` out');
  checkResource(mcp.resource);
  checkMetadata(mcp);
  if (mcp.identityProvider !== undefined) checkIdentityProvider(mcp.identityProvider, providers[0].issuer, mcp.clientId);
  return {
    provider: mcp.identityProvider,
    clientId: mcp.clientId,
    resourceMetadata: {
      ...mcp.resourceMetadata,
      resource: mcp.resource,
      ...mcp.scopes && { scopesSupported: mcp.scopes },
      ...mcp.bearerMethods && { bearerMethodsSupported: mcp.bearerMethods },
    },
  };
}

/** RFC 9728 §1.2: an absolute URL without fragment. */
function checkResource(resource: string): void {
  if (!URL.canParse(resource) || !/^https?:\/\/[^/]/i.test(resource) || resource.includes('#')) {
    throw new UsageError(`\`mcp.resource\` is \`${resource}\`, which is no URL of a server`, 'give the URL by which clients reach the server, such as `https://mcp.example.com/mcp`');
  }
  const { username, password } = new URL(resource);
  if (username !== '' || password !== '') throw new UsageError('`mcp.resource` has a user or a password, which everyone could read', 'give the URL without it');
}

/** Fields that have props of their own. */
const propsOfMetadata = new Map([['resource', 'resource'], ['scopesSupported', 'scopes'], ['bearerMethodsSupported', 'bearerMethods']]);

/** RFC 9728 §2. */
const bearerMethods = ['header', 'body', 'query'];

function checkMetadata({ clientId, scopes, bearerMethods: methods, resourceMetadata = {} }: McpAuthentication): void {
  for (const [prop, value] of Object.entries({ clientId, scopes, bearerMethods: methods })) {
    if (value?.length === 0) throw new UsageError(`\`mcp.${prop}\` is empty`, 'fill it, or leave it out');
  }
  // RFC 6749 §3.3
  const scope = scopes?.find((each) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(each));
  if (scope !== undefined) throw new UsageError(`\`mcp.scopes\` has ${JSON.stringify(scope)}, which is no scope`, 'give one scope an entry, without blanks and quotes');
  const method = methods?.find((each) => !bearerMethods.includes(each));
  if (method !== undefined) throw new UsageError(`\`mcp.bearerMethods\` has \`${method}\`, which is none`, `use ${bearerMethods.map((each) => `\`${each}\``).join(', ')}`);
  for (const [field, prop] of propsOfMetadata) {
    if (Object.hasOwn(resourceMetadata, field)) throw new UsageError(`\`mcp.resourceMetadata\` has \`${field}\`, which has a prop of its own`, `give it as \`mcp.${prop}\``);
  }
}

function checkIdentityProvider(provider: IdentityProvider, issuer: string, clientId: string | undefined): void {
  const wanted = endsWithSlash[provider];
  if (wanted !== undefined && issuer.endsWith('/') !== wanted) {
    throw new UsageError(`\`issuer\` is \`${issuer}\`, and those of ${provider} ${wanted ? 'end' : 'do not end'} with \`/\`, so no token would be accepted`,
      `write it as the \`iss\` of a token has it, ${wanted ? 'with' : 'without'} \`/\` at the end`);
  }
  if (needClientId.has(provider) && clientId === undefined) {
    throw new UsageError(`\`mcp.clientId\` is missing, and clients cannot register with ${provider} by themselves`, 'register one client there, and give its id');
  }
}
