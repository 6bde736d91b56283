/** How the proxy writes its log: `logging.format` of AgentgatewayParameters. */
export enum LogFormat {
  /** Lines for people. */
  TEXT = 'text',
  /** One JSON object a line. */
  JSON = 'json',
}
