import { RouteMatch } from '../../gateway';

/** Whether a match of a route takes requests for a path, as far as the path decides. What a regular expression matches is taken for possible. */
export function servesPath({ path: { type, value } }: RouteMatch, path: string): boolean {
  if (type === 'PathPrefix') {
    const prefix = value.replace(/\/+$/, '');
    return path === prefix || path.startsWith(`${prefix}/`);
  }
  return type === 'RegularExpression' || value === path;
}
