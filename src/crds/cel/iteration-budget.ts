/**
 * Iterations of macros (`all`, `exists`, `map` …) that the rules of one object may take together. The API server bounds the cost of rules
 * as well, far above what a CRD it accepts needs; this bound keeps nested macros over long lists from running for minutes.
 */
const MAX_ITERATIONS = 1_000_000;

/** Counts the iterations of the rules of one object. Evaluation is synchronous, so one count is enough. */
class IterationBudget {
  private left = MAX_ITERATIONS;

  get isSpent(): boolean {
    return this.left < 0;
  }

  /** Starts with the next object. */
  refill(): void {
    this.left = MAX_ITERATIONS;
  }

  /** @throws Error once more iterations are asked for than there are */
  take(): true {
    if (this.left >= 0) this.left--;
    if (this.isSpent) throw new Error('out of budget');
    return true;
  }
}

export const iterations = new IterationBudget();
