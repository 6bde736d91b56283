/** What is wrong with a text, and at which offset. */
export interface YamlFinding {
  readonly offset: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly help: string;
}
