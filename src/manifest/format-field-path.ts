import { FieldPath } from './field-path';

const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/;

/** Writes a path as `spec.rules[0].matches`, with keys that hold dots or other punctuation in quotes: `metadata.labels["a.b/c"]`. */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (PLAIN_KEY.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
