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
