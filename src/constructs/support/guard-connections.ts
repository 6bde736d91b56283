import { Construct } from 'constructs';
import { BackendConnection } from '../backend-connection';
import { isAcknowledged } from '../synthesis/given-acknowledgements';

/** A connection, and whose it is. */
export interface GuardedConnection {
  readonly of: string;
  readonly connection: BackendConnection;
}

/** Stops the synthesis where a connection gives a credential or the identity of its server away, and nobody said why it may. */
export function guardConnections(construct: Construct, connections: () => readonly GuardedConnection[]): void {
  construct.node.addValidation({ validate: () => connections().flatMap(({ of, connection }) => faultsOf(construct, of, connection)) });
}

function faultsOf(construct: Construct, of: string, { credentials, insecureSkipVerify }: BackendConnection): string[] {
  const faults: string[] = [];
  if (credentials?._isWrittenOut === true && !isAcknowledged(construct, 'B27')) {
    faults.push(`the credential of ${of} stands in the manifest\n`
      + '      help: use `BackendCredentials.fromSecret`, or say why it may with `Diagnostics.of(backend).acknowledge(\'B27\', …)`');
  }
  if (insecureSkipVerify !== undefined && !isAcknowledged(construct, 'B15')) {
    faults.push(`\`insecureSkipVerify\` of ${of} takes whoever answers for the server\n`
      + '      help: use `caCertificates` or `verifySubjectAltNames`, or say why not with `Diagnostics.of(backend).acknowledge(\'B15\', …)`');
  }
  return faults;
}
