import { ExtProc } from '../ext-proc';

/** An `extProc` block. */
export function renderExtProc({ service, processing, ...fields }: ExtProc, namespace: string | undefined): object {
  return { backendRef: service._render(namespace), ...fields, processingOptions: processing && { ...processing } };
}
