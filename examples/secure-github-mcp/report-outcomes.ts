import type { StepOutcome } from './self-test';

/** Prints a line a step with what was expected and what came, and the sum of them in the end. Gives the exit code. */
export async function reportOutcomes(title: string, outcomes: AsyncIterable<StepOutcome>): Promise<number> {
  let passed = 0;
  let failed = 0;
  for await (const { step, expected, actual } of outcomes) {
    const right = actual === expected;
    if (right) {
      passed += 1;
    } else {
      failed += 1;
    }
    process.stdout.write(`${right ? 'ok    ' : 'not ok'}  ${step}\n        expected  ${expected}\n        actual    ${actual}\n`);
  }
  process.stdout.write(`${title}: ${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
