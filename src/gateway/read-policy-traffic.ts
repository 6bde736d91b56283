import { AgentgatewayPolicy } from '../manifest';
import { AuthorizationRule, Governed, JwtAuthentication, TrafficPolicy, UninterpretedField } from './effective-gateway';
import { keyOf } from './manifest-index';
import { PolicyField } from './policy-fields';
import { AuthorizationBlock, readAuthorization } from './read-authorization';
import { CorsBlock, readCors } from './read-cors';
import { HeaderModifierBlock, readHeaderModifier } from './read-header-modifier';

type Jwt = NonNullable<NonNullable<AgentgatewayPolicy['spec']['traffic']>['jwtAuthentication']>;

/** What one field of `traffic` sets. */
export interface GovernedFields {
  readonly set?: Pick<TrafficPolicy, 'jwt' | 'cors' | 'requestHeaders' | 'responseHeaders'>;
  readonly other: readonly UninterpretedField[];
}

/** A policy governs many routes; what a field of it says is one object on all of them, so that its keys are loaded once. */
const known = new WeakMap<PolicyField, GovernedFields>();

/** A field of `traffic`, or a filter that says the same. */
export function governedFields(field: PolicyField): GovernedFields {
  let governed = known.get(field);
  if (!governed) {
    governed = read(field);
    known.set(field, governed);
  }
  return governed;
}

export function readAuthorizationField({ manifest, field, value }: PolicyField): readonly AuthorizationRule[] {
  return readAuthorization(manifest, field, value as AuthorizationBlock);
}

function read({ manifest, field, name, value }: PolicyField): GovernedFields {
  const at = <T>(interpreted: T): Governed<T> => ({ manifest, field, policy: keyOf(manifest.object), value: interpreted });
  switch (name) {
    case 'traffic.jwtAuthentication': {
      const jwt = value as Jwt;
      const mcp: UninterpretedField = { manifest, field: [...field, 'mcp'], name: 'jwtAuthentication.mcp' };
      return { set: { jwt: at(readJwt({ manifest, field }, jwt)) }, other: jwt.mcp ? [mcp] : [] };
    }
    case 'traffic.cors':
      return { set: { cors: at(readCors(value as CorsBlock)) }, other: [] };
    case 'traffic.headerModifiers.request':
      return { set: { requestHeaders: at(readHeaderModifier(value as HeaderModifierBlock)) }, other: [] };
    case 'traffic.headerModifiers.response':
      return { set: { responseHeaders: at(readHeaderModifier(value as HeaderModifierBlock)) }, other: [] };
    default:
      return { other: [{ manifest, field, name: name.slice('traffic.'.length) }] };
  }
}

function readJwt({ manifest, field }: Pick<PolicyField, 'manifest' | 'field'>, jwt: Jwt): JwtAuthentication {
  return {
    mode: jwt.mode ?? 'Strict',
    location: readLocation(jwt.location),
    providers: jwt.providers.map((provider, index) => ({
      manifest,
      field: [...field, 'providers', index],
      issuer: provider.issuer,
      audiences: provider.audiences,
      inlineJwks: provider.jwks.inline,
    })),
  };
}

function readLocation(location: Jwt['location']): JwtAuthentication['location'] {
  if (location?.header) {
    return { header: location.header };
  }
  if (location?.queryParameter) {
    return { queryParameter: location.queryParameter };
  }
  if (location?.cookie) {
    return { cookie: location.cookie };
  }
  if (location?.expression !== undefined) {
    return { expression: location.expression };
  }
  return { header: { name: 'Authorization', prefix: 'Bearer ' } };
}
