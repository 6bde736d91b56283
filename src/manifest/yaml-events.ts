import { parseEvents, YAMLException, type Event } from 'js-yaml';

/** How deep maps and lists may be nested; Kubernetes objects stay below 40. The parser recurses, and its stack must hold. */
export const MAX_DEPTH = 200;

/** Why a text is no YAML, in the words of the parser. */
export interface YamlFailure {
  readonly reason: string;
  /** Where in the text. */
  readonly offset: number;
}

/** How many characters may be parsed again, all in all. */
export interface Rereading {
  charactersLeft: number;
}

/** What the parser says of a line inside brackets or quotes that stands further left than YAML 1.2 has it. */
const TOO_FAR_LEFT = 'deficient indentation';

/** What it says where the bracket or quote is not closed: then that line is no continuation, and the first failure is the one to tell of. */
const STILL_OPEN = /flow collection|quoted scalar|but found ','/;

/**
 * The parser's events for a text, their offsets those of the text.
 *
 * kubectl's reader takes lines inside brackets and quotes in any column, also those of `]` and `}`, and tabs before them; our parser does not.
 * Such a line is parsed again with spaces before it. White space there means nothing, so that no value changes by it.
 */
export function yamlEvents(text: string, rereading: Rereading): readonly Event[] | YamlFailure {
  let indentation: string | undefined;
  let first: YamlFailure | undefined;
  const padded = new PaddedText(text);
  for (;;) {
    try {
      return parseEvents(padded.text, { maxDepth: MAX_DEPTH }).map((event) => padded.eventInOriginal(event));
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const at = Math.min(error.mark?.position ?? 0, padded.text.length);
      const failure = { reason: error.reason, offset: Math.min(padded.offsetInOriginal(at), text.length) };
      first ??= failure;
      if (failure.reason !== TOO_FAR_LEFT) return STILL_OPEN.test(failure.reason) ? first : failure;
      rereading.charactersLeft -= padded.text.length;
      if (rereading.charactersLeft < 0 || !padded.pad(at, indentation ??= indentationBeyond(text))) return first;
    }
  }
}

/** More than any key of the text is indented by: a key can stand behind `- `, `? ` and `: ` on its line. */
function indentationBeyond(text: string): string {
  let longest = 0;
  for (const [{ length }] of text.matchAll(/^[ ?:-]+/gm)) longest = Math.max(longest, length);
  return ' '.repeat(longest + 1);
}

/** Where a document begins or ends, inside of brackets and quotes too. */
const DOCUMENT_MARKER = /^(?:---|\.\.\.)(?:\s|$)/;

/** A text with spaces before some lines. */
class PaddedText {
  /** Where the spaces end, in ascending order; all are of one length. */
  private readonly ends: number[] = [];
  private width = 0;

  constructor(public text: string) {}

  /** Puts spaces before the line of an offset. False where something stands before the offset, where that would hide a marker, or was done before. */
  pad(at: number, spaces: string): boolean {
    const line = Math.max(this.text.lastIndexOf('\n', at - 1), this.text.lastIndexOf('\r', at - 1)) + 1;
    const isPadded = line < (this.ends.at(-1) ?? 0);
    if (isPadded || line === 0 || this.text.slice(line, at).trim() !== '' || DOCUMENT_MARKER.test(this.text.slice(line, line + 4))) return false;
    this.text = this.text.slice(0, line) + spaces + this.text.slice(line);
    this.width = spaces.length;
    this.ends.push(line + spaces.length);
    return true;
  }

  offsetInOriginal(offset: number): number {
    let [from, to] = [0, this.ends.length];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (this.ends[middle] <= offset) from = middle + 1; else to = middle;
    }
    return offset - from * this.width;
  }

  eventInOriginal(event: Event): Event {
    if (this.ends.length === 0) return event;
    const moved: Event = { ...event };
    const offsets = moved as unknown as Record<string, unknown>;
    for (const name of ['start', 'valueStart', 'valueEnd', 'anchorStart', 'anchorEnd', 'tagStart', 'tagEnd']) {
      const offset = offsets[name];
      // what is not there is at -1
      if (typeof offset === 'number' && offset >= 0) offsets[name] = this.offsetInOriginal(offset);
    }
    return moved;
  }
}
