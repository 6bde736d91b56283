import { UsageError } from './usage-error';

/**
 * Reads `--listen 80=8080` and `--listen 80=0.0.0.0:8080`: where a port of the Gateway is reached on this machine.
 *
 * @throws UsageError for anything else
 */
export function parseListen(values: readonly string[]): ReadonlyMap<number, { readonly host?: string; readonly port: number }> {
  return new Map(values.map((value) => {
    const match = /^(\d{1,5})=(?:(?:\[([0-9a-f:.]+)\]|([\w.-]+)):)?(\d{1,5})$/i.exec(value);
    if (!match || Number(match[1]) > 65535 || Number(match[4]) > 65535) {
      throw new UsageError(`\`--listen ${value}\` is no pair of ports`, 'write the port of the listener and a local one, for example `--listen 80=8080`');
    }
    const host = match[2] ?? match[3];
    return [Number(match[1]), { port: Number(match[4]), ...(host !== undefined && { host }) }];
  }));
}

/**
 * Reads `--resolve mcp.example.com:443=127.0.0.1:3001`: where connections to a backend go instead.
 *
 * @throws UsageError for anything else
 */
export function parseResolve(values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(values.map((value) => {
    const [from, to, ...rest] = value.split('=');
    if (![from, to].every((address) => /^.+:\d{1,5}$/.test(address ?? '')) || rest.length > 0) {
      throw new UsageError(`\`--resolve ${value}\` is no pair of addresses`, 'write both with a port, for example `--resolve mcp.example.com:443=127.0.0.1:3001`');
    }
    return [from, to];
  }));
}
