import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type DocumentEvent, type Event, type ScalarEvent } from 'js-yaml';
import { findingOfYamlError } from './finding-of-yaml-error';
import { plainScalar } from './plain-scalar';
import { YamlFinding } from './yaml-finding';
import { type YamlList, type YamlMap, type YamlNode, type YamlScalar } from './yaml-node';

/** How deep maps and lists may be nested; Kubernetes objects stay below 40. The parser recurses, and its stack must hold. */
const MAX_DEPTH = 200;

/** A file with more is no file of manifests, and each error takes its time. */
const MAX_ERRORS = 100;

/** Where a document begins. Nothing else in YAML may stand at the start of a line in this way. */
const DOCUMENT_START = /^---(?=\s|$)/gm;

/** A document of a text: what it holds, or why it cannot be read. */
export interface ParsedYaml {
  readonly root: YamlNode | null;
  readonly error?: YamlFinding;
}

/** Parses the documents of a text, each for itself: an error in one leaves the others. Unquoted texts are read as YAML 1.1. Never throws. */
export function parseYaml(text: string): readonly ParsedYaml[] {
  const whole = documentsOrError(text, 0);
  // the parser stops at the first error, so what stands before and behind it is parsed apart
  return whole instanceof Array ? whole : documentsOfParts(text, whole);
}

function documentsOfParts(text: string, error: ParsedYaml): readonly ParsedYaml[] {
  const starts = [...text.matchAll(DOCUMENT_START)].map(({ index }) => withDirectives(text, index));
  if (starts.length === 0) return [error];
  const documents: ParsedYaml[] = [];
  let errors = 0;
  for (const [index, start] of [0, ...starts].entries()) {
    if (errors === MAX_ERRORS) {
      const message = `${MAX_ERRORS} documents of this file cannot be read, and the rest is left unread`;
      documents.push({ root: null, error: { offset: start, severity: 'error', message, help: 'correct those first' } });
      break;
    }
    const part = documentsOrError(text.slice(start, starts[index]), start);
    if (part instanceof Array) {
      documents.push(...part);
    } else {
      documents.push(part);
      errors++;
    }
  }
  return documents;
}

/** Where the directives begin that stand before a document. */
function withDirectives(text: string, start: number): number {
  let from = start;
  while (from > 0) {
    const line = text.lastIndexOf('\n', from - 2) + 1;
    if (text[line] !== '%') break;
    from = line;
  }
  return from;
}

/** @param base where the text stands in its file */
function documentsOrError(text: string, base: number): ParsedYaml[] | ParsedYaml {
  try {
    const builder = new NodeBuilder(text, base);
    for (const event of parseEvents(text, { maxDepth: MAX_DEPTH })) builder.add(event);
    return builder.documents;
  } catch (error) {
    return { root: null, error: findingOfYamlError(error, text, base, MAX_DEPTH) };
  }
}

/** Puts the parser's events together to nodes. */
class NodeBuilder {
  readonly documents: { root: YamlNode | null; error?: YamlFinding }[] = [];
  private readonly open: (YamlMap | YamlList | DocumentEvent)[] = [];
  /** The key of each open map whose value has not come yet. */
  private readonly keys = new Map<YamlMap, YamlNode | null>();

  /** @param base where the text stands in its file */
  constructor(private readonly text: string, private readonly base: number) {}

  add(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.documents.push({ root: null });
        this.open.push(event);
        if (event.directives.some(({ kind }) => kind === 'tag')) this.unknownTag(0);
        return;
      case EVENT_ID.POP:
        this.open.pop();
        return;
      case EVENT_ID.MAPPING:
        if (event.tagStart >= 0) this.expectTag(event, ['!', '!!map']);
        return this.opened({ kind: 'map', ...this.written(event.start, event.anchorStart, event.anchorEnd), pairs: [] });
      case EVENT_ID.SEQUENCE:
        if (event.tagStart >= 0) this.expectTag(event, ['!', '!!seq']);
        return this.opened({ kind: 'list', ...this.written(event.start, event.anchorStart, event.anchorEnd), items: [] });
      case EVENT_ID.ALIAS:
        return this.put({ kind: 'alias', offset: this.base + event.anchorStart - 1, name: this.text.slice(event.anchorStart, event.anchorEnd) });
      case EVENT_ID.SCALAR:
        return this.put(this.scalar(event));
    }
  }

  private opened(node: YamlMap | YamlList): void {
    this.put(node);
    this.open.push(node);
  }

  private put(node: YamlNode | null): void {
    const parent = this.open[this.open.length - 1];
    if (!('kind' in parent)) {
      this.documents[this.documents.length - 1].root = node;
    } else if (parent.kind === 'list') {
      parent.items.push(node);
    } else if (this.keys.has(parent)) {
      parent.pairs.push({ key: this.keys.get(parent)!, value: node });
      this.keys.delete(parent);
    } else {
      this.keys.set(parent, node);
    }
  }

  private scalar(event: ScalarEvent): YamlScalar | null {
    const { style, anchorStart, anchorEnd, tagStart } = event;
    if (event.valueStart < 0 && anchorStart < 0 && tagStart < 0) return null;
    const text = getScalarValue(this.text, event);
    const plain = style === SCALAR_STYLE.PLAIN && tagStart < 0;
    const value = plain ? plainScalar(text) : tagStart < 0 ? text : this.tagged(event, text);
    return { kind: 'scalar', ...this.written(this.startOf(event), anchorStart, anchorEnd), text, value, plain };
  }

  private startOf({ style, valueStart, anchorStart, tagStart }: ScalarEvent): number {
    if (valueStart < 0) return Math.max(anchorStart - 1, tagStart);
    switch (style) {
      case SCALAR_STYLE.PLAIN: return valueStart;
      case SCALAR_STYLE.SINGLE_QUOTED: case SCALAR_STYLE.DOUBLE_QUOTED: return valueStart - 1;
      default: {
        // of a block, what counts is its `|` or `>`, on the line before
        const header = this.text.lastIndexOf('\n', valueStart - 2) + 1;
        return header + Math.max(this.text.slice(header, valueStart).search(/[|>][-+0-9]*[ \t]*(?:#.*)?\r?\n$/), 0);
      }
    }
  }

  private written(start: number, anchorStart: number, anchorEnd: number): { offset: number; anchor?: string } {
    const offset = this.base + start;
    return anchorStart < 0 ? { offset } : { offset, anchor: this.text.slice(anchorStart, anchorEnd) };
  }

  private tagged(event: ScalarEvent, text: string): YamlScalar['value'] {
    const value = plainScalar(text);
    switch (this.tagOf(event)) {
      case '!': case '!!str': return text;
      case '!!null': if (value === null) return value; break;
      case '!!bool': if (typeof value === 'boolean') return value; break;
      case '!!int': if (Number.isInteger(value)) return value; break;
      case '!!float': if (typeof value === 'number') return value; break;
    }
    this.unknownTag(event.tagStart);
    return text;
  }

  private expectTag(event: { readonly tagStart: number; readonly tagEnd: number }, known: readonly string[]): void {
    if (!known.includes(this.tagOf(event))) this.unknownTag(event.tagStart);
  }

  private tagOf({ tagStart, tagEnd }: { readonly tagStart: number; readonly tagEnd: number }): string {
    return this.text.slice(tagStart, tagEnd).replace(/^!<tag:yaml\.org,2002:(.*)>$/, '!!$1');
  }

  private unknownTag(offset: number): void {
    this.documents[this.documents.length - 1].error ??= {
      offset: this.base + offset,
      severity: 'error',
      message: 'the YAML tag here is not known to Kubernetes, or does not fit the value',
      help: 'remove the tag and write the value plainly',
    };
  }
}
