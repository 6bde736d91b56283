import type { RE2JS } from 're2js';
import { translateRegex } from './translate-regex';

/** A regular expression on an engine whose time grows with the text only in proportion. */
export interface Regex {
  /** Steps of the evaluation's budget for a character. */
  readonly cost: number;
  /** Whether it must not be used on this text, because the engine would read it differently than agentgateway. */
  refuses(text: string): boolean;
  test(text: string): boolean;
  /** The first match. */
  first(text: string): RegexMatch | undefined;
}

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** The text of a group by number or name; undefined where there is no such group, or it took no part. */
  group(name: string): string | undefined;
}

/** Compiled expressions that were not literals are kept, oldest first out. */
const CACHE_SIZE = 100;
const cache = new Map<string, Regex | { readonly problem: string }>();

/** Reads a pattern in the syntax of Rust's `regex`, as agentgateway does. */
export function compileRegex(pattern: string): Regex | { readonly problem: string } {
  const known = cache.get(pattern);
  if (known) return known;
  const compiled = compile(pattern);
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value!);
  cache.set(pattern, compiled);
  return compiled;
}

function compile(pattern: string): Regex | { readonly problem: string } {
  const translated = translateRegex(pattern);
  if ('problem' in translated) return translated;
  let engine: RE2JS;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load the engine, which is large, with the room
    const { RE2JS: Engine } = require('re2js') as typeof import('re2js');
    engine = Engine.compile(translated.pattern);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'it cannot be read' };
  }
  return new Re2Regex(engine, translated.isForAscii);
}

class Re2Regex implements Regex {
  readonly cost: number;

  constructor(private readonly engine: RE2JS, private readonly isForAscii: boolean) {
    this.cost = Math.max(1, engine.programSize() / 16);
  }

  refuses(text: string): boolean {
    return this.isForAscii && /[^\x00-\x7f]/.test(text);
  }

  test(text: string): boolean {
    return this.engine.matcher(text).find();
  }

  first(text: string): RegexMatch | undefined {
    const matcher = this.engine.matcher(text);
    if (!matcher.find()) return undefined;
    const names = this.engine.namedGroups();
    const count = this.engine.groupCount();
    return {
      start: matcher.start(),
      end: matcher.end(),
      group: (name) => {
        const index = Object.hasOwn(names, name) ? names[name] : /^\d{1,4}$/.test(name) ? Number(name) : -1;
        return index >= 0 && index <= count ? matcher.group(index) ?? undefined : undefined;
      },
    };
  }
}
