import { UsageError } from './usage-error';

const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Refuses what is no port number. */
export function checkPort(prop: string, port: number): void {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new UsageError(`\`${prop}\` is \`${port}\`, which is no port`, 'give a whole number from 1 to 65535');
  }
}

/** Refuses what cannot be the name of a listener, a route rule or an MCP target (Gateway API SectionName). */
export function checkSectionName(prop: string, name: string): void {
  if (name.length > 253 || !dnsSubdomain.test(name)) {
    throw new UsageError(`\`${prop}\` is \`${name}\`, which is no section name`,
      'use at most 253 lower-case letters, digits, `-` and `.`, starting and ending with a letter or digit');
  }
}

/** Refuses what cannot be the host of a listener or route: a DNS name that may start with `*.`, no IP address. */
export function checkHostname(prop: string, hostname: string): void {
  if (hostname.length > 253 || !dnsSubdomain.test(hostname.replace(/^\*\./, '')) || /^[\d.]+$/.test(hostname)) {
    throw new UsageError(`\`${prop}\` is \`${hostname}\`, which is no host name`, 'give a lower-case DNS name without scheme, port and path; it may start with `*.`');
  }
}

/** Refuses what cannot be the path of a request. */
export function checkPath(prop: string, path: string): void {
  if (!path.startsWith('/') || path.length > 1024) {
    throw new UsageError(`\`${prop}\` is \`${path}\`, which is no absolute path`, 'start it with `/`, and keep it to 1024 characters');
  }
}

/** Refuses an empty text, and one longer than `most` characters. */
export function checkText(prop: string, text: string, most: number): void {
  if (text === '' || text.length > most) {
    throw new UsageError(`\`${prop}\` has ${text.length} characters`, `give 1 to ${most} characters`);
  }
}

/** RFC 9110 §5.6.2 `token`. */
const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]{1,256}$/i;

/** Refuses what is no name of a header. */
export function checkHeaderName(prop: string, name: string): void {
  if (!headerName.test(name)) throw new UsageError(`\`${prop}\` is ${JSON.stringify(name)}, which is no header name`, 'use at most 256 letters, digits and `-`');
}

/** Refuses a number that is broken or outside its limits. */
export function checkWhole(prop: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UsageError(`\`${prop}\` is \`${value}\`, which is outside its limits`, `give a whole number from ${least} to ${most}`);
  }
}

/** Refuses an empty list, and one of more than `most` entries. */
export function checkSize(prop: string, list: readonly unknown[], most: number): void {
  if (list.length === 0 || list.length > most) throw new UsageError(`\`${prop}\` has ${list.length} entries`, `give 1 to ${most} entries`);
}

/** Refuses a combination of which one is not exactly given. */
export function checkOneOf(what: string, options: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(options).map((name) => `\`${name}\``).join(', ');
  const given = Object.values(options).filter((value) => value !== undefined).length;
  if (given !== 1) throw new UsageError(`${what} has ${given} of ${names}`, 'give exactly one of them');
}
