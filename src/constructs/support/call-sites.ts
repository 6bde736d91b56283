/** What `Error.captureStackTrace` writes to: V8 makes something of the stack when it is read for the first time. */
export interface CapturedStack {
  readonly stack?: unknown;
}

/** Captures the innermost calls: those that led to `callee`. */
export function captureCalls(count: number, callee: (...args: never[]) => unknown): CapturedStack {
  const { stackTraceLimit } = Error;
  const captured: CapturedStack = {};
  try {
    Error.stackTraceLimit = count;
    Error.captureStackTrace(captured, callee);
    return captured;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * What there is to tell of captured calls, innermost first, as V8 knows them: without source maps, which take far longer than the rest.
 * Nothing where the stack was read before, or the runtime reads stacks in a way of its own.
 */
export function tellCalls<T>(captured: CapturedStack, tell: (call: NodeJS.CallSite) => T): readonly T[] {
  const { prepareStackTrace } = Error;
  try {
    Error.prepareStackTrace = (_, calls) => calls.map(tell);
    const { stack } = captured;
    return Array.isArray(stack) ? stack : [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
