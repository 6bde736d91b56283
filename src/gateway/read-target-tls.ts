import { AgentgatewayPolicy, BackendTlsPolicy, isKind } from '../manifest';
import { McpTarget, UninterpretedField } from './effective-gateway';
import { PolicyField } from './policy-fields';

type TlsBlock = NonNullable<NonNullable<AgentgatewayPolicy['spec']['backend']>['tls']>;
type Validation = BackendTlsPolicy['spec']['validation'];

/** How the gateway speaks TLS to a server, as a `tls` block or a BackendTLSPolicy says, and what of it the model does not interpret. */
export function readTargetTls(found: PolicyField, host: string): Required<Pick<McpTarget, 'tls' | 'other'>> {
  const { manifest, value } = found;
  if (isKind(manifest, 'BackendTLSPolicy')) {
    const { hostname, wellKnownCACertificates, ...rest } = value as Validation;
    return {
      tls: { serverName: hostname, verify: 'full' },
      // with authorities that it does not know, the controller makes every connection fail
      other: uninterpreted(found, [...Object.keys(rest), ...(wellKnownCACertificates === undefined || wellKnownCACertificates === 'System' ? [] : ['wellKnownCACertificates'])]),
    };
  }
  const { sni, insecureSkipVerify: skip, ...rest } = value as TlsBlock;
  return {
    tls: { serverName: sni ?? host, verify: skip === undefined ? 'full' : skip === 'All' ? 'off' : 'hostname skipped' },
    other: uninterpreted(found, Object.keys(rest)),
  };
}

function uninterpreted({ manifest, field }: PolicyField, names: readonly string[]): readonly UninterpretedField[] {
  return names.map((name) => ({ manifest, field: [...field, name], name: `tls.${name}` }));
}
