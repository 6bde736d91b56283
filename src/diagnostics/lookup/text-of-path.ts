import { PathToBackend } from './paths-to-backends';
import { textOfKey } from './text-of-key';

/** A way to a backend in messages. */
export function textOfPath({ listener, route }: PathToBackend): string {
  return `route \`${textOfKey(route.key)}\` on listener \`${listener.name}\` of Gateway \`${textOfKey(listener.gateway)}\``;
}
