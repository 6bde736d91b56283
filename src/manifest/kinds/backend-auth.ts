import { BackendRef, CelExpression, CredentialKeyRef, CredentialRef, InboundLocation, OutboundLocation } from './building-blocks';
import { anything, dictionary, integer, list, object, oneOf, since, text } from '../schema/field-schema';
import { atMostOneOf, exactlyOneOf, ruled, type Rule } from '../schema/rule';

const AbsolutePath = text(undefined, undefined, { pattern: '^/', means: 'a path that begins with `/`' });
const TokenCache = object({}, { inMemory: object({}, { defaultTtl: text(), maxEntries: integer() }) });
const Texts = list(text(), { minItems: 1, maxItems: 64 });

const certificateNeedsHeader: Rule<{ certificateRef?: object; certificateHeader?: string }> = {
  message: 'certificateRef and certificateHeader must be set together',
  help: 'set both, or neither',
  holds: ({ certificateRef, certificateHeader }) => (certificateRef === undefined) === (certificateHeader === undefined),
};

const PrivateKeyJwt = ruled(object({ signingKeyRef: CredentialKeyRef, assertionAudience: text(1) }, {
  alg: oneOf(['ES256', 'ES384', 'PS256', 'RS256', 'RS384', 'RS512']),
  kid: text(),
  certificateRef: CredentialKeyRef,
  certificateHeader: oneOf(['x5c', 'x5t#S256']),
}), certificateNeedsHeader);

type ClientAuthFields = { method?: string; privateKeyJwt?: object; secretRef?: object };

const privateKeyNeedsMethod: Rule<ClientAuthFields> = {
  message: 'privateKeyJwt settings require method PrivateKeyJwt',
  help: 'set `privateKeyJwt` and `method: PrivateKeyJwt` together',
  holds: ({ method, privateKeyJwt }) => (privateKeyJwt !== undefined) === (method === 'PrivateKeyJwt'),
};

const privateKeyNeedsNoSecret: Rule<ClientAuthFields> = {
  message: 'secretRef is not valid with method PrivateKeyJwt',
  help: 'remove `secretRef`; the signing key takes its place',
  holds: ({ method, secretRef }) => secretRef === undefined || method !== 'PrivateKeyJwt',
};

const clientHasSecret: Rule<ClientAuthFields> = {
  message: 'clientAuth without secretRef requires method ClientSecretPost or PrivateKeyJwt',
  help: 'add `secretRef`',
  holds: ({ method, privateKeyJwt, secretRef }) => secretRef !== undefined || privateKeyJwt !== undefined || method === 'ClientSecretPost',
};

const ClientAuth = ruled(object({ clientId: text(1) }, {
  method: oneOf(['ClientSecretBasic', 'ClientSecretPost', 'PrivateKeyJwt']),
  secretRef: CredentialKeyRef,
  privateKeyJwt: PrivateKeyJwt,
}), privateKeyNeedsMethod, privateKeyNeedsNoSecret, clientHasSecret);

const TokenEndpoint = object({ backendRef: BackendRef, clientAuth: ClientAuth }, { path: AbsolutePath });

const CrossAppAccess = object({ audience: text(1, 256), identityProvider: TokenEndpoint, resourceAuthorizationServer: TokenEndpoint }, {
  resources: Texts,
  scopes: Texts,
  subjectToken: object({}, { source: InboundLocation }),
  cache: TokenCache,
});

const mayActNeedsJwt: Rule<{ mayAct?: string; tokenType?: string }> = {
  message: 'mayAct Required requires tokenType Jwt',
  help: 'set `tokenType: Jwt`',
  holds: ({ mayAct, tokenType }) => mayAct !== 'Required' || tokenType === 'Jwt',
};

type Exchange = { grantType?: string; actorToken?: object; requestedTokenType?: string };

const actorNeedsTokenExchange: Rule<Exchange> = {
  message: 'actorToken is only valid with TokenExchange grantType',
  help: 'remove `actorToken`, or use the grant type `TokenExchange`',
  holds: ({ grantType, actorToken }) => actorToken === undefined || grantType !== 'JwtBearer',
};

const tokenTypeNeedsTokenExchange: Rule<Exchange> = {
  message: 'requestedTokenType is only valid with TokenExchange grantType',
  help: 'remove `requestedTokenType`, or use the grant type `TokenExchange`',
  holds: ({ grantType, requestedTokenType }) => requestedTokenType === undefined || grantType !== 'JwtBearer',
};

const idJagNeedsCrossAppAccess: Rule<Exchange> = {
  message: 'requestedTokenType IdJag is only supported by crossAppAccess',
  help: 'use `crossAppAccess`, or another token type',
  holds: ({ requestedTokenType }) => requestedTokenType !== 'IdJag',
};

const OAuthTokenExchange = ruled(object({ backendRef: BackendRef }, {
  grantType: oneOf(['JwtBearer', 'TokenExchange']),
  clientAuth: ClientAuth,
  subjectToken: object({}, { source: InboundLocation, tokenType: text() }),
  actorToken: ruled(object({ source: InboundLocation }, { tokenType: text(), mayAct: oneOf(['Required']) }), mayActNeedsJwt),
  audiences: list(text(1, 256), { minItems: 1, maxItems: 64 }),
  resources: Texts,
  scopes: Texts,
  additionalParams: dictionary(CelExpression, { maxProperties: 64 }),
  requestedTokenType: oneOf(['AccessToken', 'Jwt', 'IdToken', 'IdJag']),
  path: AbsolutePath,
  location: OutboundLocation,
  cache: TokenCache,
}), actorNeedsTokenExchange, tokenTypeNeedsTokenExchange, idJagNeedsCrossAppAccess);

const tagHasOneValue: Rule<{ value?: string; expression?: string }> = {
  message: 'exactly one of value or expression must be set',
  help: 'set `value` or `expression`',
  holds: ({ value, expression }) => (value === undefined) !== (expression === undefined),
};

const secretOrRole: Rule<{ secretRef?: object; assumeRole?: object }> = {
  message: 'secretRef and assumeRole are mutually exclusive',
  help: 'keep `secretRef` or `assumeRole`',
  holds: ({ secretRef, assumeRole }) => secretRef === undefined || assumeRole === undefined,
};

const Aws = ruled(object({}, {
  secretRef: CredentialRef,
  region: text(1, 256),
  serviceName: text(1, 256),
  assumeRole: ruled(object({
    roleArn: text(1, undefined, { pattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$', means: 'the ARN of an IAM role' }),
  }, {
    sessionName: text(undefined, undefined, { pattern: '^[\\w+=,.@-]{2,64}$', means: 'a session name of 2 to 64 letters, digits and `+=,.@-`' }),
    sessionNameExpression: CelExpression,
    tags: list(ruled(object({ key: text(1, 128) }, { value: text(undefined, 256), expression: CelExpression }), tagHasOneValue), {
      maxItems: 50, unique: { by: 'key' },
    }),
  }), atMostOneOf('sessionName', 'sessionNameExpression')),
}), secretOrRole);

const Azure = ruled(object({}, {
  secretRef: CredentialRef,
  managedIdentity: object({ clientId: text(), objectId: text(), resourceId: text() }, {}),
  workloadIdentity: object({}, {}),
}), atMostOneOf('secretRef', 'managedIdentity', 'workloadIdentity'));

const audienceNeedsIdToken: Rule<{ audience?: string; type?: string }> = {
  message: 'audience is only valid with IdToken',
  help: 'set `type: IdToken`, or remove `audience`',
  holds: ({ audience, type }) => audience === undefined || type === 'IdToken',
};

const Gcp = ruled(object({}, {
  type: oneOf(['AccessToken', 'IdToken']),
  audience: text(1, 256),
  secretRef: CredentialKeyRef,
}), audienceNeedsIdToken);

const PLAIN = ['key', 'secretRef', 'passthrough', 'aws', 'azure', 'gcp'];
const PRIMARY = [...PLAIN, 'oauthTokenExchange', 'crossAppAccess'];

const someCredential: Rule<object> = {
  message: 'must specify credentials, or at most one of key/secretRef/passthrough/aws/azure/gcp/oauthTokenExchange/crossAppAccess ' +
    '(credentials may be combined with a primary auth kind)',
  help: 'name the Secret with the credential in `secretRef`, or remove `auth`',
  holds: (auth) => [...PRIMARY, 'credentials', 'jwtSign'].some((name) => name in auth && auth[name as keyof typeof auth] !== undefined),
  since: '1.4',
};

const locationNeedsPlainCredential: Rule<{ location?: object; key?: string; secretRef?: object; passthrough?: object }> = {
  message: 'location may only be set for key, secretRef, or passthrough auth',
  help: 'remove `location`',
  holds: ({ location, key, secretRef, passthrough }) =>
    location === undefined || key !== undefined || secretRef !== undefined || passthrough !== undefined,
};

/** The credential that the gateway sends to a backend. */
export const BackendAuth = ruled(object({}, {
  key: text(undefined, 2048, { sensitive: true }),
  secretRef: CredentialKeyRef,
  passthrough: object({}, {}),
  aws: Aws,
  azure: Azure,
  gcp: Gcp,
  oauthTokenExchange: since('1.4', OAuthTokenExchange),
  crossAppAccess: since('1.4', CrossAppAccess),
  jwtSign: since('main', anything()),
  credentials: since('1.4', list(object({ location: OutboundLocation, secretRef: CredentialKeyRef }, {}), { minItems: 1, maxItems: 8 })),
  location: since('1.2', OutboundLocation),
}), someCredential, locationNeedsPlainCredential, { ...exactlyOneOf(...PLAIN), until: '1.4' }, { ...atMostOneOf(...PRIMARY), since: '1.4' });
