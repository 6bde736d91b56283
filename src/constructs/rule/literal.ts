import { UsageError } from '../support/usage-error';

/** The CEL literal of a text. What JSON escapes, CEL escapes alike. */
export function textLiteral(text: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new UsageError(`a rule compares with ${JSON.stringify(text)}, which is not well-formed Unicode`, 'remove the unpaired surrogate');
  }
  return JSON.stringify(text);
}

/** The CEL literal of a number; agentgateway compares whole and broken numbers with each other. */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw new UsageError(`a rule compares with \`${value}\`, which cannot be compared exactly`, 'use a number between -(2^53 - 1) and 2^53 - 1');
  }
  return Object.is(value, -0) ? '0' : String(value);
}
