import { FrontendTls } from '../frontend-tls';
import { TlsVersion } from '../tls-version';
import { checkSize } from './check-props';
import { renderDuration } from './render-duration';
import { UsageError } from './usage-error';

/** `spec.frontend.tls`. */
export function renderFrontendTls(tls: FrontendTls): object {
  const { minProtocolVersion, maxProtocolVersion, cipherSuites, keyExchangeGroups, handshakeTimeout } = tls;
  if (minProtocolVersion === TlsVersion.TLS_1_3 && maxProtocolVersion === TlsVersion.TLS_1_2) {
    throw new UsageError('`frontendTls.minProtocolVersion` is newer than `frontendTls.maxProtocolVersion`, so nobody could connect', 'exchange them, or leave one out');
  }
  // with none, nobody could connect
  for (const [prop, list] of Object.entries({ cipherSuites, keyExchangeGroups })) {
    if (list !== undefined) checkSize(`frontendTls.${prop}`, list, 16);
  }
  return { ...tls, handshakeTimeout: handshakeTimeout && renderDuration('frontendTls.handshakeTimeout', handshakeTimeout, 100) };
}
