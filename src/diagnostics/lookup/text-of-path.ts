import { PathToBackend } from './paths-to-backends';
import { textOfKey } from './text-of-key';

/** A way to a backend in messages. */
export function textOfPath({ listener, route, rule: { above = [] } }: PathToBackend): string {
  const below = above.map((rule) => ` below \`${textOfKey(rule.route)}\``).reverse().join('');
  return `route \`${textOfKey(route.key)}\`${below} on listener \`${listener.name}\` of Gateway \`${textOfKey(listener.gateway)}\``;
}
