/** Why a pattern cannot be used; thrown inside the translation. */
export class PatternProblem {
  constructor(readonly problem: string) {}
}
