import { Diagnostic, Severity } from './diagnostic';

/** How many findings there are of each severity, without those that are acknowledged. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function summarize(diagnostics: readonly Diagnostic[]): Summary {
  const counted = diagnostics.filter(({ acknowledged }) => acknowledged === undefined);
  const count = (wanted: Severity): number => counted.filter(({ severity }) => severity === wanted).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}
