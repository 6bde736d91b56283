/** How a processing service gets bodies: the values of `extProc.processingOptions.requestBodyMode` and `responseBodyMode`. */
export enum ExtProcBodyMode {
  /** Not at all. */
  NONE = 'None',
  /** Whole; one of more than 8 KiB is an error. */
  BUFFERED = 'Buffered',
  /** At once, of one of more than 8 KiB the beginning. */
  BUFFERED_PARTIAL = 'BufferedPartial',
  /** As they come, while the service answers already. */
  FULL_DUPLEX_STREAMED = 'FullDuplexStreamed',
}
