import { PolicyPlace } from './policies-by-place';
import { textOfKey } from './text-of-key';

/** The name of a place in messages. */
export function textOfPlace({ kind, key, section, port }: PolicyPlace): string {
  const part = section === undefined ? port === undefined ? '' : `port ${port} of ` : `\`${section}\` of `;
  return `${part}${kind} \`${textOfKey(key)}\``;
}
