import { UsageError } from './usage-error';

/** Refuses what is no host alone. */
export function checkHost(host: string): void {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host) || host.includes('/')) {
    throw new UsageError(`\`host\` is \`${host}\`, which has a scheme or a path`, 'give the host alone, and `path`, `port` and `tls` as options');
  }
  if (/^[^:]*:\d*$/.test(host)) {
    throw new UsageError(`\`host\` is \`${host}\`, which has a port`, 'give the host alone, and `port` as an option');
  }
  if (host === '' || host.length > 256 || /[\s?#@]/.test(host)) {
    throw new UsageError(`\`host\` is \`${host}\`, which is no host name`, 'give a DNS name or an IP address of at most 256 characters');
  }
}
