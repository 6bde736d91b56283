import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDecider, Profile } from '../decision';
import type { EffectiveGateway, TrafficPolicy } from '../gateway';
import { GatewayServer } from './gateway-server';
import { TokenCache } from '../jwt';
import { verifyToken } from '../jwt/jose';
import { DecisionRecord } from './log/decision-record';
import { SESSION_KEY_LENGTH, sessionIdsFor } from './mcp/session-ids';
import { Sessions } from './mcp/sessions';
import { ProxyStartError, ProxyStartProblem } from './proxy-start-error';
import { readyBackends, SecretLookup } from './start/ready-backends';
import { refuseUnsupported } from './start/refuse-unsupported';

/** Where the proxy listens for one port of the Gateway; port 0 takes a free one. */
export interface ListenAddress {
  /** @default '127.0.0.1' */
  readonly host?: string;
  readonly port: number;
}

export interface ProxyOptions {
  readonly gateway: EffectiveGateway;
  /**
   * By whose rules requests are judged.
   * @default 'strict'
   */
  readonly profile?: Profile;
  /** @default - no Secret is there */
  readonly secrets?: SecretLookup;
  /**
   * Local addresses by port of the Gateway.
   * @default - every port of the Gateway on 127.0.0.1
   */
  readonly listen?: ReadonlyMap<number, ListenAddress>;
  /**
   * Where connections to a target go instead, both written `host:port`; TLS name and `Host` stay those of the target.
   * @default - every target is reached under its own name
   */
  readonly resolve?: ReadonlyMap<string, string>;
  /** Takes one line for each request. */
  readonly accessLog: (line: string) => void;
  /** @default - decisions are not recorded */
  readonly decisionLog?: (record: DecisionRecord) => void;
  /**
   * 32 bytes that seal session ids in strict; the same key lets sessions outlive a restart.
   * @default - a new random key
   */
  readonly sessionKey?: Buffer;
}

export interface RunningProxy {
  /** The bound addresses, by port of the Gateway. */
  readonly addresses: ReadonlyMap<number, { readonly host: string; readonly port: number }>;
  /** Takes no more connections, ends event streams, lets requests finish for up to ten seconds and cuts off the rest. */
  close(): Promise<void>;
}

const DRAIN_TIMEOUT = 10_000;

/**
 * Starts the reference proxy on an effective gateway.
 *
 * @throws ProxyStartError where the manifests ask for something that it does not implement, a Secret is missing, or an address cannot be
 * listened on; nothing is left running then
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { gateway, profile = 'strict', sessionKey = randomBytes(SESSION_KEY_LENGTH) } = options;
  const ports = [...new Set(gateway.listeners.map(({ port }) => port))];
  const { backends, problems } = readyBackends(gateway, { secrets: options.secrets ?? (() => undefined), resolve: options.resolve ?? new Map() });
  const allProblems = [...refuseUnsupported(gateway), ...problems, ...refuseUnusedListen(ports, options), ...refuseSessionKey(sessionKey)];
  if (allProblems.length > 0) {
    throw new ProxyStartError(allProblems);
  }
  const tokens = new TokenCache(verifyToken);
  const gatewayServer = new GatewayServer({
    profile,
    decider: createDecider(gateway, { profile, verify: (...token) => tokens.verify(...token) }),
    backends,
    sessions: new Sessions(sessionIdsFor(profile, sessionKey)),
    accessLog: options.accessLog,
    decisionLog: options.decisionLog,
    credentialParameters: credentialParametersOf(gateway),
  });
  const servers = new Map<number, Server>();
  const stopListening = (): Promise<unknown> => Promise.all([...servers.values()].map((server) => new Promise((resolve) => server.close(resolve))));
  const closeUpstreams = (): Promise<unknown> => Promise.all([...backends.values()].map(({ upstream }) => upstream.close()));
  try {
    for (const port of ports) {
      const server = gatewayServer.createServer(port);
      await listen(server, { host: '127.0.0.1', port, ...options.listen?.get(port) }, port);
      servers.set(port, server);
    }
  } catch (error) {
    await Promise.all([stopListening(), closeUpstreams()]);
    throw error;
  }
  return {
    addresses: new Map([...servers].map(([port, server]) => {
      const { address, port: bound } = server.address() as AddressInfo;
      return [port, { host: address, port: bound }];
    })),
    close: async () => {
      const stopped = stopListening();
      gatewayServer.drain();
      const cutOff = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), DRAIN_TIMEOUT);
      await stopped;
      clearTimeout(cutOff);
      await closeUpstreams();
    },
  };
}

function listen(server: Server, { host, port }: Required<ListenAddress>, gatewayPort: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ProxyStartError([listenProblem(error, host, port, gatewayPort)])));
    server.listen(port, host, () => resolve());
  });
}

function listenProblem({ code }: NodeJS.ErrnoException, host: string, port: number, gatewayPort: number): ProxyStartProblem {
  const help = `choose another address, for example \`--listen ${gatewayPort}=${port < 1024 ? port + 8000 : port + 1}\``;
  switch (code) {
    case 'EADDRINUSE':
      return { message: `port ${port} of ${host} is already in use`, help };
    case 'EACCES':
      return { message: `port ${port} of ${host} may only be opened with privileges`, help };
    default:
      return { message: `cannot listen on port ${port} of ${host} (${code})`, help };
  }
}

/** An address for a port that nothing listens on is a slip of the pen that would go unnoticed. */
function refuseUnusedListen(ports: readonly number[], { listen: addresses = new Map() }: ProxyOptions): readonly ProxyStartProblem[] {
  return [...addresses.keys()].filter((port) => ports.length > 0 && !ports.includes(port)).map((port) => ({
    message: `no listener of the Gateway has port ${port}`,
    help: `ports of the Gateway: ${ports.join(', ')}`,
  }));
}

function refuseSessionKey(key: Buffer): readonly ProxyStartProblem[] {
  return key.length === SESSION_KEY_LENGTH ? [] : [{
    message: `the session key has ${key.length} bytes`,
    help: `it needs ${SESSION_KEY_LENGTH}, for example from \`openssl rand -hex ${SESSION_KEY_LENGTH}\``,
  }];
}

function credentialParametersOf(gateway: EffectiveGateway): ReadonlySet<string> {
  const policies: TrafficPolicy[] = gateway.listeners.flatMap(({ preRouting, routes }) =>
    [preRouting, ...routes.flatMap(({ rules }) => rules.map(({ traffic }) => traffic))]);
  return new Set(policies.flatMap(({ jwt }) => jwt && 'queryParameter' in jwt.value.location ? [jwt.value.location.queryParameter.name] : []));
}
