import { TargetVersion } from '../manifest';

/** A mistake of the catalogue that the schema of its kind already refuses, so that no rule repeats it. */
export interface SchemaCoverage {
  /** What is written. */
  readonly written: string;
  /** The code it is reported under. */
  readonly code: 'S01' | 'S02' | 'C33';
  /** A part of the message that says so. */
  readonly message: string;
  /** YAML with the mistake. */
  readonly example: string;
  /** The release to judge the example by; the default is the newest. */
  readonly exampleVersion?: TargetVersion;
}

/** The YAML of a policy on a Gateway with these lines below `spec.traffic`. */
function traffic(...lines: readonly string[]): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: jwt, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }]
  traffic:
${lines.map((line) => `    ${line}`).join('\n')}
`;
}

const REMOTE = 'remote: { backendRef: { name: idp, port: 8080 }, jwksPath: /keys }';

/** By code of the catalogue. */
export const COVERED_BY_SCHEMA: Readonly<Record<string, SchemaCoverage>> = {
  A16: {
    written: '`action: Require` for a release before 1.1',
    code: 'C33',
    message: 'Require',
    example: traffic('authorization: { action: Require, policy: { matchExpressions: [has(jwt.sub)] } }'),
    exampleVersion: '1.0',
  },
  A20: {
    written: 'an expression of more than 16384 characters, or more than 256 expressions in one block',
    code: 'S01',
    message: '16384',
    example: traffic(`authorization: { policy: { matchExpressions: ['jwt.sub == "${'a'.repeat(16_384)}"'] } }`),
  },
  J01: {
    written: 'a provider without `issuer`',
    code: 'S01',
    message: 'issuer',
    example: traffic(`jwtAuthentication: { providers: [{ jwks: { ${REMOTE} } }] }`),
  },
  J02: {
    written: '`jwks` with both or neither of `inline` and `remote`',
    code: 'S02',
    message: 'exactly one of the fields in [remote inline] must be set',
    example: traffic(`jwtAuthentication: { providers: [{ issuer: https://idp.example.com, jwks: { inline: '{"keys":[]}', ${REMOTE} } }] }`),
  },
  J12: {
    written: 'a `cacheDuration` under five minutes, or one that is no duration',
    code: 'S02',
    message: 'cacheDuration must be at least 5m',
    example: traffic('jwtAuthentication: { providers: [{ issuer: https://idp.example.com, jwks: { remote: { backendRef: { name: idp, port: 8080 }, '
      + 'jwksPath: /keys, cacheDuration: 1m } } }] }'),
  },
  J13: {
    written: '`remote` or `inline` inside `backend.mcp.authentication.jwks`, whose fields are flat',
    code: 'S01',
    message: 'jwks',
    example: `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: jwt, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
  backend: { mcp: { authentication: { jwks: { ${REMOTE} } } } }
`,
  },
  J17: {
    written: '`jwtAuthentication.mcp` with two providers, or with a mode other than `Strict`',
    code: 'S02',
    message: 'jwtAuthentication.mcp requires mode Strict',
    example: traffic(`jwtAuthentication: { mode: Optional, mcp: {}, providers: [{ issuer: https://idp.example.com, jwks: { ${REMOTE} } }] }`),
  },
};
