import { AgentgatewayPolicy } from '../manifest';
import { Governed, HeaderModifier, JwtAuthentication, TrafficPolicy } from './effective-gateway';
import { keyOf, ManifestOf } from './manifest-index';
import { readAuthorization } from './read-authorization';
import { readCors } from './read-cors';
import { readHeaderModifier } from './read-header-modifier';

type Traffic = NonNullable<AgentgatewayPolicy['spec']['traffic']>;

const INTERPRETED = new Set(['phase', 'jwtAuthentication', 'authorization', 'cors', 'headerModifiers']);

/** A policy governs many routes; what it says is one object on all of them, so that its keys are loaded once. */
const known = new WeakMap<Traffic, TrafficPolicy>();

/** The `traffic` section of a policy. */
export function readPolicyTraffic(manifest: ManifestOf<AgentgatewayPolicy>, traffic: Traffic): TrafficPolicy {
  let policy = known.get(traffic);
  if (!policy) {
    policy = read(manifest, traffic);
    known.set(traffic, policy);
  }
  return policy;
}

function read(manifest: ManifestOf<AgentgatewayPolicy>, traffic: Traffic): TrafficPolicy {
  const policy = keyOf(manifest.object);
  const at = <T>(value: T, ...field: string[]): Governed<T> => ({ manifest, field: ['spec', 'traffic', ...field], policy, value });
  const modifier = (side: 'request' | 'response'): Governed<HeaderModifier> | undefined => {
    const value = traffic.headerModifiers?.[side];
    return value && at(readHeaderModifier(value), 'headerModifiers', side);
  };
  return {
    jwt: traffic.jwtAuthentication && at(readJwt(manifest, traffic.jwtAuthentication), 'jwtAuthentication'),
    cors: traffic.cors && at(readCors(traffic.cors), 'cors'),
    authorization: readAuthorization(manifest, ['spec', 'traffic', 'authorization'], traffic.authorization),
    requestHeaders: modifier('request'),
    responseHeaders: modifier('response'),
    other: [
      ...Object.keys(traffic).filter((name) => !INTERPRETED.has(name)),
      ...(traffic.jwtAuthentication?.mcp ? ['jwtAuthentication.mcp'] : []),
    ].map((name) => ({ manifest, field: ['spec', 'traffic', ...name.split('.')], name })),
    ties: [],
  };
}

function readJwt(manifest: ManifestOf<AgentgatewayPolicy>, jwt: NonNullable<Traffic['jwtAuthentication']>): JwtAuthentication {
  return {
    mode: jwt.mode ?? 'Strict',
    location: readLocation(jwt.location),
    providers: jwt.providers.map((provider, index) => ({
      manifest,
      field: ['spec', 'traffic', 'jwtAuthentication', 'providers', index],
      issuer: provider.issuer,
      audiences: provider.audiences,
      inlineJwks: provider.jwks.inline,
    })),
  };
}

function readLocation(location: NonNullable<Traffic['jwtAuthentication']>['location']): JwtAuthentication['location'] {
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
