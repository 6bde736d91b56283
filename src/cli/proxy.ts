import { once } from 'node:events';
import { Profile } from '../decision';
import { reportText } from '../diagnostics';
import { buildGateway, EffectiveGateway, ObjectKey } from '../gateway';
import { ProxyStartError, RunningProxy, startProxy } from '../proxy';
import { Io } from './io';
import { loadManifests } from './load-manifests';
import { parseListen, parseResolve } from './parse-mappings';
import { secretValues } from './secret-values';

export interface ProxyArgs {
  readonly paths: readonly string[];
  readonly profile: Profile;
  /** `80=8080` or `80=127.0.0.1:8080`: where the listeners of a port are reached. */
  readonly listen: readonly string[];
  /** `host:port=host:port`: where to connect for a backend. */
  readonly resolve: readonly string[];
}

/**
 * `proxy PATH…`: enforces manifests until it is told to end. It refuses to start on an error in them, or on what it cannot do.
 * A release profile shows what production would do with faulty manifests, so there only what it cannot do stops it.
 *
 * @returns 0 after a drain, 1 where it refused to start
 * @throws UsageError, ManifestInputError for arguments that cannot be understood
 */
export async function proxy(args: ProxyArgs, io: Io): Promise<number> {
  const listen = parseListen(args.listen);
  const resolve = parseResolve(args.resolve);
  const targetVersion = args.profile === 'strict' ? '1.4' : args.profile;
  const { manifests, diagnostics, textOf } = loadManifests(args.paths, { targetVersion });
  const unsettled = diagnostics.filter(({ acknowledged }) => acknowledged === undefined);
  const shown = unsettled.filter(({ severity, security }) => severity === 'error' || security || severity === 'info');
  if (shown.length > 0) {
    io.stderr(reportText(shown, textOf));
  }
  if (args.profile === 'strict' && unsettled.some(({ severity }) => severity === 'error')) {
    io.stderr('error: the manifests have errors, so nothing is served\n  help: correct them, or see with `--profile 1.4` what a cluster would make of them\n');
    return 1;
  }
  const gateway = buildGateway(manifests, { targetVersion });
  try {
    const running = await startProxy({
      gateway,
      profile: args.profile,
      listen,
      resolve,
      secrets: secretValues(manifests),
      accessLog: (line) => io.stdout(`${line}\n`),
      decisionLog: (record) => io.stdout(`${JSON.stringify(record)}\n`),
    });
    // listened for before anybody is told that it is ready: a signal may follow at once
    const end = ended();
    announce(running, gateway, args.profile, io);
    await end;
    await running.close();
    return 0;
  } catch (error) {
    if (error instanceof ProxyStartError) {
      error.problems.forEach(({ message, help }) => io.stderr(`error: ${message}\n  help: ${help}\n`));
      return 1;
    }
    throw error;
  }
}

function announce({ addresses }: RunningProxy, { listeners }: EffectiveGateway, profile: Profile, io: Io): void {
  for (const { gateway, name, port } of listeners) {
    const address = addresses.get(port);
    if (address) {
      io.stderr(`listening on http://${reachable(address)} (gateway ${nameOf(gateway)}, listener ${name}, profile ${profile})\n`);
    }
  }
}

/** The address as one types it on this machine. */
function reachable({ host, port }: { readonly host: string; readonly port: number }): string {
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return `${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function nameOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}

async function ended(): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}
