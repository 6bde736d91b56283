import { oncePerSubject } from './once-per-subject';
import { PathToBackend, pathsToBackends } from './paths-to-backends';
import { textOfKey } from './text-of-key';

/** The ways to each MCP backend. */
export const pathsByBackend = oncePerSubject((subject): readonly (readonly PathToBackend[])[] => {
  const found = new Map<string, PathToBackend[]>();
  for (const path of pathsToBackends(subject)) {
    const paths = found.get(textOfKey(path.backend.key));
    paths ? paths.push(path) : found.set(textOfKey(path.backend.key), [path]);
  }
  return [...found.values()];
});
