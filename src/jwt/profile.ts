/**
 * Whose judgement a token or a key set gets: an agentgateway release line, the development branch `main`, or `strict`,
 * which is release 1.4 with every known leniency closed and accepts nothing that 1.4 refuses.
 */
export type Profile = '0.10' | '0.11' | '0.12' | '1.0' | '1.1' | '1.2' | '1.3' | '1.4' | 'main' | 'strict';
