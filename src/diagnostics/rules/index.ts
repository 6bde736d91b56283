import { DiagnosticRule } from '../diagnostic-rule';
import { B27 } from './B27';
import { B28 } from './B28';

/** The catalogue, in the order of the codes. */
export const RULES: readonly DiagnosticRule[] = [
  B27, B28,
];
