import type { Activation } from './activation';
import { CelMap, CelSecret, CelValue } from '../values';

type ReadRoot = (frame: { readonly activation: Activation }) => CelValue;

/** The roots that carry JSON. */
export const valueRoots: ReadonlyMap<string, ReadRoot> = new Map<string, ReadRoot>([
  ['jwt', ({ activation }) => activation.jwt ?? null],
  ['apiKey', ({ activation: { apiKey } }) => (apiKey ? apiKeyValue(apiKey) : null)],
  ['llm', ({ activation }) => activation.llm ?? null],
  ['extauthz', ({ activation }) => activation.extauthz ?? null],
  ['extproc', ({ activation }) => activation.extproc ?? null],
  ['mcpGuardrails', ({ activation }) => activation.mcpGuardrails ?? null],
  ['metadata', ({ activation }) => activation.metadata ?? null],
  ['llmRequest', ({ activation }) => activation.llmRequest ?? null],
]);

function apiKeyValue({ key, metadata }: NonNullable<Activation['apiKey']>): CelMap {
  const map = new CelMap(true);
  if (key !== undefined) map.set('key', new CelSecret(key));
  for (const [name, value] of metadata?.entries() ?? []) map.set(name, value);
  return map;
}
