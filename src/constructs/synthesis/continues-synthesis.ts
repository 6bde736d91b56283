/** A call on the stack: the function and the file it is in. */
interface Frame {
  readonly name: string | null;
  readonly file: string | null | undefined;
}

/**
 * Whether the validation that is running follows an earlier one within the same `App.synth` or `App.synthYaml`, with no code of the user in between.
 *
 * Where a chart is rendered by itself, as `Testing.synth` does, or where cdk8s calls its functions otherwise one day, the answer is no, and
 * the app is judged again: that costs time, never a finding.
 */
export function continuesSynthesis(): boolean {
  const frames = callers();
  const chart = frames.findIndex(({ name }) => name === '_synthChart');
  return chart >= 0 && frames.slice(chart + 1).some(({ name, file }) => (name === 'synth' || name === 'synthYaml') && file === frames[chart].file);
}

function callers(): readonly Frame[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 50;
    Error.prepareStackTrace = (_, sites) => sites.map((site): Frame => ({ name: site.getFunctionName(), file: site.getFileName() }));
    const holder: { stack?: readonly Frame[] } = {};
    Error.captureStackTrace(holder, callers);
    return holder.stack ?? [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
