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

/** The YAML of a policy with these targets and this body. */
function policy(targets: string, body: string): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: access, namespace: agentgateway-system }
spec:
  targetRefs: [${targets}]
  ${body}
`;
}

/** The YAML of an MCP backend with this target. */
function backend(target: string): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: tools, namespace: agentgateway-system }
spec: { mcp: { targets: [${target}] } }
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
  B16: {
    written: 'a static target with both or neither of `host` and `backendRef`, or with `backendRef` and `policies`',
    code: 'S02',
    message: 'exactly one of the fields in [host backendRef] must be set',
    example: backend('{ name: tools, static: { host: tools, backendRef: { name: tools }, port: 8080 } }'),
  },
  B30: {
    written: 'a `secretRef` with `kind` and no `group`, such as `kind: ConfigMap`',
    code: 'S02',
    message: 'custom credential refs must set both group and kind',
    example: backend('{ name: tools, static: { host: tools, port: 8080, policies: { auth: { secretRef: { name: token, kind: ConfigMap } } } } }'),
  },
  B31: {
    written: '`auth.location` beside a cloud credential, or several ways to authenticate in one `auth`',
    code: 'S02',
    message: 'location may only be set for key, secretRef, or passthrough auth',
    example: backend('{ name: tools, static: { host: tools, port: 8080, policies: { auth: { gcp: {}, location: { header: { name: authorization } } } } } }'),
  },
  C03: {
    written: '`*` beside other CORS origins, or an origin with a path or without a scheme',
    code: 'S01',
    message: 'an origin such as',
    example: traffic('cors: { allowOrigins: ["localhost:8080"] }'),
  },
  C09: {
    written: 'a rate limit unit that does not exist, 0 requests, or both `requests` and `tokens`',
    code: 'S01',
    message: 'must be one of `Hours`, `Minutes`, `Seconds`',
    example: traffic('rateLimit: { local: [{ requests: 10, unit: Second }] }'),
  },
  C16: {
    written: 'a request timeout under 100ms, or one that is no duration',
    code: 'S02',
    message: 'request must be at least 1ms',
    example: traffic('timeouts: { request: 50ms }'),
  },
  C19: {
    written: 'a guardrail method with `*` in its middle, no method at all, or a value that does not exist',
    code: 'S02',
    message: 'method wildcards must be',
    example: `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: guardrails, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
  backend: { mcp: { guardrails: { processors: [{ remote: { backendRef: { name: ext-mcp, port: 4445 } }, methods: { 'tools/*/x': Full } }] } } }
`,
  },
  C23: {
    written: '`phase: PreRouting` with fields that need a route, or on an HTTPRoute',
    code: 'S02',
    message: 'phase PreRouting only supports',
    example: traffic('phase: PreRouting', 'timeouts: { request: 1h }'),
  },
  C24: {
    written: '`conditional` beside direct fields, or an entry without condition that is not the last',
    code: 'S02',
    message: 'conditional entries without condition must be last',
    example: traffic('directResponse: { conditional: [{ policy: { status: 403 } }, { condition: "true", policy: { status: 404 } }] }'),
  },
  C26: {
    written: 'a sampling rate in `tracing` that is no text',
    code: 'S01',
    message: 'must be a text',
    example: `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: tracing, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }]
  frontend: { tracing: { backendRef: { name: collector, port: 4317 }, randomSampling: true } }
`,
  },
  C33: {
    written: 'a field that the targeted release does not have',
    code: 'C33',
    message: 'does not exist in agentgateway 1.3',
    example: `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github, namespace: agentgateway-system }
spec: { mcp: { prefixMode: Always, targets: [{ name: github, static: { host: mcp.example.com, port: 80 } }] } }
`,
    exampleVersion: '1.3',
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
  T06: {
    written: '`traffic` on an AgentgatewayBackend or a Service',
    code: 'S02',
    message: "the 'traffic' field can only target",
    example: policy('{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }', 'traffic: { cors: { allowOrigins: [https://app.example.com] } }'),
  },
  T07: {
    written: '`backend.mcp` on a Service, or on one target of a backend',
    code: 'S02',
    message: 'backend.mcp may not target an AgentgatewayBackend sectionName',
    example: policy('{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github, sectionName: github }',
      'backend: { mcp: { authorization: { policy: { matchExpressions: [has(jwt.sub)] } } } }'),
  },
  T08: {
    written: '`frontend` on a route, or its connection settings on one listener',
    code: 'S02',
    message: "the 'frontend' field can only target a Gateway",
    example: policy('{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp }', 'frontend: { tcp: { keepalive: { retries: 3 } } }'),
  },
  T09: {
    written: 'targets of two kinds in one policy, references beside selectors, or more than 16 of them',
    code: 'S02',
    message: 'Only one Kind of targetRef can be set on one policy',
    example: policy('{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp }, { group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }',
      'traffic: { cors: { allowOrigins: [https://app.example.com] } }'),
  },
  T15: {
    written: '`strategy` on a policy with `backend` or `frontend`',
    code: 'S02',
    message: 'strategy.inheritance may only be set on traffic policies',
    example: policy('{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp }', 'strategy: { inheritance: Override }\n  backend: { tls: {} }'),
  },
};
