import { UsageError } from './usage-error';

/** Refuses what is no code of a finding that can be acknowledged. */
export function checkCode(code: string): void {
  if (!/^[A-Z]\d{2}$/.test(code)) throw new UsageError(`\`code\` is \`${code}\`, which is no code of a finding`, 'write it as it is printed, for example `J08`');
  if (code.startsWith('S')) {
    throw new UsageError(`\`code\` is \`${code}\`, a finding of the schema, which cannot be acknowledged`, 'correct the field that it names');
  }
}

/** Refuses a reason that says nothing, or that would be read as several acknowledgements. */
export function checkReason(prop: string, reason: string): void {
  if (reason.trim() === '') throw new UsageError(`${prop} is empty`, 'say why the finding is acceptable here');
  if (/[\r\n]/.test(reason)) throw new UsageError(`${prop} has more than one line`, 'say it in one line');
}
