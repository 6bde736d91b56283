import { captureCalls, tellCalls } from '../support/call-sites';

/** A call on the stack: the function and the file it is in. */
interface Frame {
  readonly name: string | null;
  readonly file: string | null | undefined;
  /** Of a static method it is `Function`. */
  readonly type: string | null;
}

/**
 * Whether the validation that is running follows an earlier one within the same `App.synth` or `App.synthYaml`, with no code of the user in between.
 *
 * Where a chart is rendered by itself, as `Testing.synth` does, or where cdk8s calls its functions otherwise one day, the answer is no, and
 * the app is judged again: that costs time, never a finding.
 */
export function continuesSynthesis(): boolean {
  const frames = tellCalls(captureCalls(50, continuesSynthesis), (call): Frame => ({
    name: call.getFunctionName(), file: call.getFileName(), type: call.getTypeName(),
  }));
  const chart = frames.findIndex(({ name }) => name === '_synthChart');
  // in a program that is bundled, `Testing.synth` is in the same file
  return chart >= 0 && frames.slice(chart + 1).some(({ name, file, type }) =>
    (name === 'synth' || name === 'synthYaml') && file === frames[chart].file && type !== 'Function');
}
