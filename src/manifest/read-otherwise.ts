import { CHOMPING_MODE, COLLECTION_STYLE, EVENT_ID, SCALAR_STYLE, type Event, type ScalarEvent } from 'js-yaml';
import { oddScalar } from './odd-scalar';
import { YamlFinding } from './yaml-finding';

/** A longer key is none for kubectl, counted with its anchor and tag. */
const MAX_KEY_LENGTH = 1024;

const ANCHOR = /[\w-]+(?=[ \t\r\n,\]}]|$)/y;

/** Blanks that a text ends with, no line break behind them. */
const BLANK_END = / +$/y;

/** What stands on a line last: nothing, a `-` or `?` behind which a list or map can begin, a whole value or what is like one, or something else. */
const [NOTHING, DASH, VALUE, OTHER] = [0, 1, 2, 3];

/**
 * Where kubectl may read a text otherwise than the parser that gave the events, or not read it at all: the first such place.
 *
 * Between scalars, aliases, anchors and tags only blanks, line breaks, comments and indicators stand. Those are walked over, and whatever is not
 * known to mean the same to both readers is refused, however legal. How the lines are indented is not looked at: there both agree.
 */
export function readOtherwise(text: string, events: readonly Event[]): YamlFinding | undefined {
  return new Walk(text).over(events);
}

interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
  readonly tagEnd: number;
}

class Walk {
  private found: YamlFinding | undefined;
  private at = 0;
  /** How many brackets are open. */
  private depth = 0;
  /** What stands on the line so far. */
  private onLine = NOTHING;
  /** Where the key begins that a `:` here would end, or -1. */
  private key = -1;
  /** Whether only blanks and comments stand behind an unquoted text. */
  private plain = false;
  /** Whether a `:` outside of brackets stands on the line so far. */
  private hasColon = false;
  /** Whether the document has a `-` or a `:` outside of brackets. */
  private hasBlock = false;
  /** Whether the document is a list or map in brackets. */
  private isFlow = false;
  /** Whether a `...` was the last indicator. */
  private ended = false;

  constructor(private readonly text: string) {}

  over(events: readonly Event[]): YamlFinding | undefined {
    for (const event of events) {
      switch (event.type) {
        case EVENT_ID.MAPPING: case EVENT_ID.SEQUENCE:
          this.properties(event);
          // what is meant for the whole stands on a line before it
          if (event.style === COLLECTION_STYLE.BLOCK && (event.anchorStart >= 0 || event.tagStart >= 0)) this.onLine = VALUE;
          break;
        case EVENT_ID.SCALAR:
          this.properties(event);
          if (event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK) this.block(event);
          else if (event.valueStart >= 0) this.scalar(event);
          break;
        case EVENT_ID.ALIAS:
          this.name(event.anchorStart, event.anchorEnd);
          this.key = event.anchorStart - 1;
          this.onLine = VALUE;
          break;
      }
      if (this.found !== undefined) return this.found;
    }
    this.gap(this.text.length);
    return this.found;
  }

  /** An anchor and a tag, in either order. */
  private properties({ anchorStart, anchorEnd, tagStart, tagEnd }: Properties): void {
    if (anchorStart < 0 && tagStart < 0) return;
    if (anchorStart >= 0 && anchorStart < tagStart) this.name(anchorStart, anchorEnd);
    if (tagStart >= 0) this.tag(tagStart, tagEnd);
    if (anchorStart > tagStart) this.name(anchorStart, anchorEnd);
    this.key = anchorStart < 0 ? tagStart : tagStart < 0 ? anchorStart - 1 : Math.min(anchorStart - 1, tagStart);
  }

  private tag(start: number, end: number): void {
    this.token(start, end);
    if (!isBlank(this.text[end])) this.refuse(start, 'kubectl reads a tag only with a space behind it', 'write a space behind the tag');
  }

  /** An anchor, or an alias with its `*`. */
  private name(start: number, end: number): void {
    this.token(start - 1, end);
    ANCHOR.lastIndex = start;
    if (ANCHOR.test(this.text) && ANCHOR.lastIndex === end) return;
    this.refuse(start - 1, 'kubectl does not read this name of an anchor', 'name it with letters, digits, `-` and `_` only, and write a space behind it');
  }

  private block({ chomping, valueStart, valueEnd }: ScalarEvent): void {
    this.gap(valueStart, true);
    // its `|` or `>` was not found
    if (this.at >= valueStart) this.refuse(valueStart);
    BLANK_END.lastIndex = valueEnd;
    if (chomping === CHOMPING_MODE.KEEP && BLANK_END.test(this.text)) {
      this.refuse(valueEnd, 'kubectl takes blanks at the end of a file for one more line of the text before them', 'remove them, or end the line');
    }
    this.at = valueEnd;
    this.plain = false;
    this.newLine();
  }

  private scalar(event: ScalarEvent): void {
    const { style, fast, valueStart, valueEnd } = event;
    const quote = style === SCALAR_STYLE.PLAIN ? 0 : 1;
    this.token(valueStart - quote, valueEnd + quote);
    // where it has an anchor or a tag, the key begins there
    if (event.anchorStart < 0 && event.tagStart < 0) this.key = valueStart - quote;
    this.onLine = VALUE;
    // a key is on one line, as is what is fast
    if (!fast && this.text.slice(valueStart, valueEnd).includes('\n')) this.key = -1;
    this.plain = quote === 0;
    this.found ??= oddScalar(this.text, event, this.depth > 0);
  }

  /** Goes to the end of what is no gap. */
  private token(start: number, end: number): void {
    this.gap(start);
    this.begins(start);
    this.at = end;
    this.onLine = OTHER;
    this.plain = false;
  }

  /** @param beforeBlock whether the text of a `|` or `>` begins where the gap ends */
  private gap(end: number, beforeBlock = false): void {
    const { text } = this;
    // parser and walk would not agree on where things stand
    if (this.at > end) this.refuse(end);
    while (this.at < end && this.found === undefined) {
      const character = text[this.at];
      switch (character) {
        case ' ': case '\r': break;
        case '\n': this.newLine(); break;
        case '\t': this.tab(); break;
        case '#': {
          if (this.isFlow && this.depth === 0 && text.length - this.at < 4) {
            this.refuse(this.at, 'kubectl does not read a comment of less than four characters at the end of JSON', 'remove it');
          }
          const lineEnd = text.indexOf('\n', this.at);
          this.at = (lineEnd < 0 ? end : Math.min(lineEnd, end)) - 1;
          break;
        }
        case '|': case '>':
          if (!beforeBlock) this.refuse();
          else this.blockHeader(end);
          return;
        default: this.indicator(character);
      }
      this.at++;
    }
  }

  /** That something begins which is no mere indicator. */
  private begins(offset: number): void {
    if (this.ended) this.refuseEnded(offset);
    // the parser takes `- {a: b}c: d`
    if (this.onLine === VALUE) this.refuse(offset, 'kubectl reads nothing more on this line', 'begin a new line for it');
  }

  private newLine(): void {
    this.onLine = NOTHING;
    this.key = -1;
    this.hasColon = false;
  }

  private tab(): void {
    // kubectl's reader goes on with an unquoted text on the next lines, and takes no tab there for less than its indentation
    const isRead = this.depth === 0 ? this.onLine >= VALUE : !this.plain || this.onLine !== NOTHING || !this.hasBlock;
    if (!isRead) this.refuse(this.at, 'kubectl does not read a tab as white space here', 'write spaces for it');
  }

  private blockHeader(end: number): void {
    const { text, at } = this;
    this.begins(at);
    if (text.indexOf('\n', at) + 1 !== end && end !== text.length) this.refuse();
    const hasIndentation = /^[-+]?[1-9]/.test(text.slice(at + 1, at + 3));
    let first = end;
    while (text[first] === ' ' || text[first] === '\n' || text[first] === '\r') first++;
    if (!hasIndentation && text[first] === '\t') {
      this.refuse(first, 'kubectl does not read a block of text whose first line begins with a tab', 'write its indentation behind the `|`, as in `|2`');
    }
  }

  private indicator(character: string): void {
    const { text, at } = this;
    const wasOn = this.onLine;
    const wasPlain = this.plain;
    const key = this.key;
    const startsLine = at === 0 || text[at - 1] === '\n';
    if (startsLine && this.depth === 0 && text.startsWith('---', at) && isBlank(text[at + 3])) {
      this.at += 2;
      this.hasBlock = this.isFlow = this.ended = false;
      this.after(OTHER);
      return;
    }
    if (this.ended) return this.refuseEnded();
    this.after(OTHER);
    switch (character) {
      case '[': case '{':
        if (wasOn === VALUE) this.refuse(at, 'kubectl reads nothing more on this line', 'begin a new line for it');
        if (this.depth++ === 0) this.isFlow = !this.hasBlock;
        return;
      case ']': case '}':
        this.depth--;
        this.onLine = VALUE;
        return;
      case ',': return;
      case '-':
        this.after(DASH);
        this.hasBlock = true;
        if (this.depth > 0 || wasOn >= VALUE || !isBlank(text[at + 1])) this.refuse();
        return;
      case ':':
        if (this.depth === 0 && wasOn === NOTHING) {
          // the value of a `?`
          this.after(DASH);
          return;
        }
        if (this.depth === 0) {
          if (this.hasColon) this.refuse(at, 'kubectl takes no key behind another on its line', 'begin a new line for it');
          this.hasBlock = this.hasColon = true;
        }
        if (key < 0) this.refuse(at, 'kubectl takes for a key only what stands on one line', 'write the key and its `:` on one line');
        else if (at - key > MAX_KEY_LENGTH) this.refuse(key, `kubectl takes no key of more than ${MAX_KEY_LENGTH} characters`, 'shorten it');
        else if (wasPlain && !isBlank(text[at + 1])) this.refuse(at, 'kubectl reads a `:` with nothing behind it as part of the text', 'write a space behind it');
        return;
      case '.':
        if (startsLine && this.hasBlock && text.startsWith('...', at) && isBlank(text[at + 3])) {
          this.at += 2;
          this.ended = true;
          return;
        }
        return this.refuse(at, 'kubectl does not read the end of a document here', 'remove the `...`');
      case '?':
        this.after(DASH);
        this.hasBlock = true;
        if (this.depth > 0 || wasOn >= VALUE || !isBlank(text[at + 1])) {
          this.refuse(at, 'kubectl reads a `?` between brackets as the start of a key', 'write `key: value`');
        }
        return;
      case '%': return this.refuse(at, 'kubectl does not read a directive', 'remove the line');
      default: this.refuse();
    }
  }

  private after(onLine: number): void {
    this.onLine = onLine;
    this.key = -1;
    this.plain = false;
  }

  private refuseEnded(offset = this.at): void {
    this.refuse(offset, 'kubectl passes over what stands behind `...`', 'write `---` before another document');
  }

  private refuse(offset = this.at, message = 'kubectl may read this otherwise', help = 'write it in a common way'): void {
    this.found ??= { offset, severity: 'error', message, help };
  }
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || character === ' ' || character === '\t' || character === '\n' || character === '\r';
}
