/** One reason why the proxy does not start, for the user. */
export interface ProxyStartProblem {
  readonly message: string;
  /** The way out. */
  readonly help: string;
}

/** The proxy does not start, because the manifests ask for what it cannot do or the machine does not give it what it needs. */
export class ProxyStartError extends Error {
  constructor(readonly problems: readonly ProxyStartProblem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.name = 'ProxyStartError';
  }
}
