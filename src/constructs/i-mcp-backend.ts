import { IConstruct } from 'constructs';

/** MCP servers behind one AgentgatewayBackend, whether this app makes it or not. */
export interface IMcpBackend extends IConstruct {
  /** The name of the AgentgatewayBackend. */
  readonly name: string;

  /** The namespace of the AgentgatewayBackend; undefined where the manifests leave it to whoever applies them. */
  readonly namespace?: string;
}
