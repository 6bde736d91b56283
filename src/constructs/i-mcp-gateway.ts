import { IConstruct } from 'constructs';
import { ITrafficTarget } from './i-traffic-target';

/** A gateway in front of MCP servers, whether this app makes it or not. */
export interface IMcpGateway extends IConstruct, ITrafficTarget {
  /** The name of the Gateway. */
  readonly name: string;

  /** The namespace of the Gateway; undefined where the manifests leave it to whoever applies them. */
  readonly namespace?: string;
}
