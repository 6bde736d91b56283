import { asObject, JsonObject, own } from './json-rpc-message';
import { LIST_MEMBERS, ListMember } from './methods';
import { McpItemName } from './requested-items';

/** Whether the client may know of an item. */
export type ItemFilter = (item: McpItemName) => boolean;

const KINDS: Readonly<Record<ListMember, (entry: JsonObject) => McpItemName | undefined>> = {
  tools: (entry) => named('tool', own(entry, 'name')),
  prompts: (entry) => named('prompt', own(entry, 'name')),
  resources: (entry) => named('resource', own(entry, 'uri')),
  // a template is judged by its own text, as agentgateway does
  resourceTemplates: (entry) => named('resource', own(entry, 'uriTemplate')),
};

/**
 * Takes out of an answer of a server what the client may not know of. `nextCursor` goes, as in agentgateway.
 *
 * @param text JSON of one message of the server, or of several in a list
 * @param member which list to look for; every kind of list where it is not known what was asked, as in a stream that is taken up again
 * @returns the message as it may go to the client; the text itself where it holds no such list
 * @throws SyntaxError where the text is not JSON, so that nothing could be taken out of it
 */
export function filterLists(text: string, member: ListMember | undefined, isVisible: ItemFilter): string {
  const members = member === undefined ? [...LIST_MEMBERS.values()] : [member];
  const value: unknown = JSON.parse(text);
  let touched = false;
  const filter = (message: unknown): unknown => {
    if (Array.isArray(message)) {
      return message.map(filter);
    }
    const answer = asObject(message);
    const result = answer && asObject(own(answer, 'result'));
    const present = result ? members.filter((name) => Object.hasOwn(result, name)) : [];
    if (present.length === 0) {
      return message;
    }
    touched = true;
    const lists = present.map((name) => [name, visibleEntries(own(result!, name), KINDS[name], isVisible)] as const);
    const { nextCursor: _, ...rest } = result as JsonObject & { nextCursor?: unknown };
    return { ...answer, result: { ...rest, ...Object.fromEntries(lists) } };
  };
  const filtered = filter(value);
  return touched ? JSON.stringify(filtered) : text;
}

/** An entry without the name that rules speak of is not shown: no rule could forbid it. */
function visibleEntries(entries: unknown, itemOf: (entry: JsonObject) => McpItemName | undefined, isVisible: ItemFilter): JsonObject[] {
  return (Array.isArray(entries) ? entries : []).flatMap((given) => {
    const entry = asObject(given);
    const item = entry && itemOf(entry);
    return entry && item && isVisible(item) ? [withVisibleUi(entry, isVisible)] : [];
  });
}

/** A tool may name the resource that draws its user interface; where the client may not read that resource, the name goes. */
function withVisibleUi(entry: JsonObject, isVisible: ItemFilter): JsonObject {
  const meta = asObject(own(entry, '_meta'));
  const ui = meta && asObject(own(meta, 'ui'));
  const uri = ui && own(ui, 'resourceUri');
  if (typeof uri !== 'string' || isVisible({ kind: 'resource', name: uri })) {
    return entry;
  }
  const { resourceUri: _, ...rest } = ui as JsonObject & { resourceUri?: unknown };
  return { ...entry, _meta: { ...meta, ui: rest } };
}

function named(kind: McpItemName['kind'], name: unknown): McpItemName | undefined {
  return typeof name === 'string' ? { kind, name } : undefined;
}
