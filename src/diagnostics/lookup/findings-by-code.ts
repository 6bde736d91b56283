import { oncePerSubject } from './once-per-subject';
import { Subject } from '../diagnostic-rule';
import { CheckedExpression } from '../expressions';
import { InspectedJwks } from '../inline-jwks';

/** One finding of a checker and what it is about. */
interface FindingIn<T extends Judged> {
  readonly found: T;
  readonly finding: T['findings'][number];
}

interface Judged {
  readonly findings: readonly { readonly code: string }[];
}

/** What the expression checker says, by the code of the rule that reports it: most expressions are sound, and every rule asks. */
export const expressionFindingsByCode = oncePerSubject(({ expressions }: Subject) => byCode<CheckedExpression>(expressions));

/** What the inspector of key sets says, by the code of the rule that reports it. */
export const keySetFindingsByCode = oncePerSubject(({ keySets }: Subject) => byCode<InspectedJwks>(keySets));

function byCode<T extends Judged>(judged: readonly T[]): ReadonlyMap<string, readonly FindingIn<T>[]> {
  const codes = new Map<string, FindingIn<T>[]>();
  for (const found of judged) {
    for (const finding of found.findings) {
      const ofCode = codes.get(finding.code);
      ofCode ? ofCode.push({ found, finding }) : codes.set(finding.code, [{ found, finding }]);
    }
  }
  return codes;
}
