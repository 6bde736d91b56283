/** What `JSON.parse` does not tell about an object. */
export interface JsonScan {
  /** The text of each member of the outermost object, as written; of a repeated one the last. */
  readonly members: ReadonlyMap<string, string>;
  /** A name that one object holds twice. */
  readonly repeated?: string;
  /** A name that differs only in case from another one where names decide; parsers that ignore case take it for the same. */
  readonly confusable?: string;
  readonly tooDeep: boolean;
}

/** serde_json's limit, which agentgateway has. */
const MAX_DEPTH = 127;

interface Frame {
  readonly names: Set<string> | undefined;
  readonly folded: Set<string> | undefined;
  /** The member whose value is being read. */
  name: string;
  expectsName: boolean;
}

/**
 * Finds in one pass over a JSON text what two parsers could read differently. The text must be valid JSON for the result to mean anything; on
 * other texts it only ends.
 *
 * Names decide in the message itself, in `params` and in `params.ref`; below, for example in the arguments of a tool, case is the tool's affair.
 */
export function scanJson(text: string): JsonScan {
  const members = new Map<string, string>();
  const frames: Frame[] = [];
  let repeated: string | undefined;
  let confusable: string | undefined;
  let valueStart = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    const frame = frames.at(-1);
    if (character === '"') {
      const end = endOfString(text, index);
      if (frame?.names && frame.expectsName) {
        const name = nameOf(text.slice(index, end + 1));
        if (frame.names.has(name)) {
          repeated ??= name;
        } else if (frame.folded?.has(fold(name))) {
          confusable ??= name;
        }
        frame.names.add(name);
        frame.folded?.add(fold(name));
        frame.name = name;
      }
      index = end;
    } else if (character === '{' || character === '[') {
      if (frames.length === MAX_DEPTH) {
        return { members, repeated, confusable, tooDeep: true };
      }
      const isObject = character === '{';
      frames.push({
        names: isObject ? new Set() : undefined,
        folded: isObject && namesDecide(frames) ? new Set() : undefined,
        name: '',
        expectsName: isObject,
      });
    } else if (character === ':' && frame?.names) {
      frame.expectsName = false;
      if (frames.length === 1) {
        valueStart = index + 1;
      }
    } else if (character === ',' || character === '}' || character === ']') {
      if (frames.length === 1 && frame?.names && !frame.expectsName) {
        members.set(frame.name, text.slice(valueStart, index).trim());
      }
      if (character !== ',') {
        frames.pop();
      } else if (frame?.names) {
        frame.expectsName = true;
      }
    }
  }
  return { members, repeated, confusable, tooDeep: false };
}

function namesDecide(outer: readonly Frame[]): boolean {
  const path = outer.map((frame) => frame.name);
  return path.length === 0 || (path[0] === 'params' && (path.length === 1 || (path.length === 2 && path[1] === 'ref')));
}

/** Both foldings together also bring the Kelvin sign and the long s to the letters that Go's parser takes them for. */
function fold(name: string): string {
  return name.toUpperCase().toLowerCase();
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') {
      index++;
    } else if (text[index] === '"') {
      return index;
    }
  }
  return text.length;
}

function nameOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
