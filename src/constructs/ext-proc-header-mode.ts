/** Whether a processing service gets headers or trailers: the values of `extProc.processingOptions.requestHeaderMode` and its siblings. */
export enum ExtProcHeaderMode {
  /** It does. */
  SEND = 'Send',
  /** It does not. */
  SKIP = 'Skip',
}
