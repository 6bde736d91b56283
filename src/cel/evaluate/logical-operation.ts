import type { Code, Evaluate } from './code';
import { needBool } from './need-bool';
import { CelError } from '../values';

/**
 * From the left: an operand that decides ends it; an error, or a value that is no boolean, is forgotten if a later operand
 * decides. That is what agentgateway's balanced trees of two-sided operators come to.
 */
export function logicalOperation(deciding: boolean, operands: readonly Code[]): Evaluate {
  const runs = operands.map(({ run }) => run);
  return (frame) => {
    let failure: CelError | undefined;
    for (let index = 0; index < runs.length; index++) {
      try {
        // the loop is inside as well, because entering `try` anew for every operand costs time
        for (; index < runs.length; index++) if (needBool(runs[index](frame)) === deciding) return deciding;
      } catch (error) {
        if (!(error instanceof CelError) || error.isFinal) throw error;
        failure = error;
      }
    }
    if (failure) throw failure;
    return !deciding;
  };
}
