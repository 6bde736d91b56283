import { EVENT_ID, getScalarValue, SCALAR_STYLE, type DocumentEvent, type Event, type ScalarEvent } from 'js-yaml';
import { plainScalar } from './plain-scalar';
import { YamlFinding } from './yaml-finding';
import { type WrittenText, type YamlList, type YamlMap, type YamlNode, type YamlScalar } from './yaml-node';

/** A document of a text: what it holds, or why it cannot be read. */
export interface ParsedYaml {
  readonly root: YamlNode | null;
  readonly error?: YamlFinding;
}

/** Puts the parser's events together to nodes. */
export class NodeBuilder {
  readonly documents: { root: YamlNode | null; error?: YamlFinding }[] = [];
  private readonly open: (YamlMap | YamlList | DocumentEvent)[] = [];
  /** The key of each open map whose value has not come yet. */
  private readonly keys = new Map<YamlMap, YamlNode | null>();
  private readonly within: WrittenText;

  /** @param base where the text stands in its file */
  constructor(private readonly text: string, private readonly base: number) {
    this.within = { text, base };
  }

  add(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.documents.push({ root: null });
        this.open.push(event);
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
    const plain = style === SCALAR_STYLE.PLAIN;
    const value = tagStart >= 0 ? this.tagged(event, text) : plain ? plainScalar(text) : text;
    const merges = plain && text === '<<' && (tagStart < 0 || this.tagOf(event) === '!!merge');
    const end = this.base + (event.valueStart < 0 ? Math.max(anchorEnd, event.tagEnd) : event.valueEnd + (isQuoted(style) ? 1 : 0));
    return { kind: 'scalar', ...this.written(this.startOf(event), anchorStart, anchorEnd), end, within: this.within, text, value, merges };
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
    const tag = this.tagOf(event);
    switch (tag) {
      // `! <<` merges for kubectl
      case '!': if (text !== '<<') return text; break;
      case '!!str': return text;
      case '!!merge': if (text === '<<' && event.style === SCALAR_STYLE.PLAIN) return text; break;
      case '!!null': if (value === null) return value; break;
      case '!!bool': if (typeof value === 'boolean') return value; break;
      // kubectl takes `!!int 1e3` and `!!float 18446744073709551615` for mistakes
      case '!!int': if (Number.isInteger(value) && /^-?(?:0|[1-9][0-9]*)$/.test(text)) return value; break;
      case '!!float': if (typeof value === 'number' && Math.abs(value) < 2 ** 63) return value; break;
    }
    if (tag === '!!binary') this.refuse(event.tagStart, 'kubectl decodes what is tagged `!!binary` before it is sent', 'write the text itself, without the tag');
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
    this.refuse(offset, 'the YAML tag here is not known to Kubernetes, or does not fit the value', 'remove the tag and write the value plainly');
  }

  /** The first is what is told of a document. */
  private refuse(offset: number, message: string, help: string): void {
    this.documents[this.documents.length - 1].error ??= { offset: this.base + offset, severity: 'error', message, help };
  }
}

function isQuoted(style: ScalarEvent['style']): boolean {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
}
