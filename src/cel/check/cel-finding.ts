import type { SourceRange } from '../ast';

/**
 * The mistakes that are found by looking at one expression alone:
 *
 * - `A02` a deny that can never deny
 * - `A03` a deny that is lost when something it reads is missing
 * - `A04` a syntax error
 * - `A05` a name that does not exist
 * - `A08` a variable that is not set at this place
 * - `A09` a field that is not set at this place, although its variable is
 * - `A17` a rule about the request body, which has limits
 * - `A18` a comparison of types that are never equal, or a result that the place cannot use
 * - `A19` a claim whose usual form makes the test mean something else
 * - `A20` an expression that is too long
 * - `A22` anything but the connection in network authorization
 * - `A23` a receiver that may not be a string, which makes `startsWith`, `endsWith` and `matches` true
 * - `A24` a string test called as a function, which ignores its second argument
 * - `A25` arguments that are ignored
 * - `A26` a call or an operator that fails for every request
 * - `A27` a repeated `!` or `-`, which counts once
 * - `A28` `in` on a string, which looks for a part of it
 * - `A29` a header that is a list when it is sent twice
 * - `A30` a literal that its function refuses, as a regular expression
 * - `A31` arithmetic that mixes int, uint and double
 * - `A32` `default()` around an index, whose error on null it does not catch
 */
export type CelFindingCode =
  | 'A02' | 'A03' | 'A04' | 'A05' | 'A08' | 'A09' | 'A17' | 'A18' | 'A19' | 'A20' | 'A22'
  | 'A23' | 'A24' | 'A25' | 'A26' | 'A27' | 'A28' | 'A29' | 'A30' | 'A31' | 'A32';

/** Something that an expression does which its author will not expect. */
export interface CelFinding {
  readonly code: CelFindingCode;
  /** `error`: the rule is dead or open; `warning`: it may be for some request; `info`: good to know. */
  readonly severity: 'error' | 'warning' | 'info';
  /** Whether protection is lost, or can be. */
  readonly security: boolean;
  /** The part of the expression that is meant, in UTF-16 code units. */
  readonly range: SourceRange;
  readonly message: string;
  readonly help: string;
  /** The whole expression, corrected. */
  readonly replacement?: string;
}
