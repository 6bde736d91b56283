/** The first version of the protocol without sessions and `initialize`; versions compare as text. */
export const MODERN_VERSION = '2026-07-28';

/** The versions that agentgateway 1.4 knows, oldest first. */
export const PROTOCOL_VERSIONS: readonly string[] = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', MODERN_VERSION];

const BOTH = [
  'completion/complete', 'prompts/get', 'prompts/list', 'resources/list', 'resources/read', 'resources/templates/list', 'tasks/cancel',
  'tasks/get', 'tasks/update', 'tools/call', 'tools/list',
];

/** Methods of requests before the modern version. */
export const LEGACY_METHODS: ReadonlySet<string> = new Set([
  ...BOTH, 'initialize', 'logging/setLevel', 'ping', 'resources/subscribe', 'resources/unsubscribe',
]);

/** Methods of requests since the modern version, without `subscriptions/listen`, which is not relayed. */
export const MODERN_METHODS: ReadonlySet<string> = new Set([...BOTH, 'server/discover']);

/** The member of a list answer that holds the items, by method. */
export const LIST_MEMBERS: ReadonlyMap<string, ListMember> = new Map([
  ['tools/list', 'tools'], ['prompts/list', 'prompts'], ['resources/list', 'resources'], ['resources/templates/list', 'resourceTemplates'],
]);

export type ListMember = 'tools' | 'prompts' | 'resources' | 'resourceTemplates';
