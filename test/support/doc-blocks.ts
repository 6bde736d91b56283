import { readFileSync } from 'node:fs';

/** A fenced block of a Markdown file. */
export interface DocBlock {
  /** Where it starts, `file:line`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a Markdown file that name a language. */
export function docBlocks(path: string, name: string): DocBlock[] {
  const markdown = readFileSync(path, 'utf8');
  return [...markdown.matchAll(/^(```+)(\w+)[^\n]*\n([^]*?)^\1\s*$/gm)].map((match) => ({
    place: `${name}:${markdown.slice(0, match.index).split('\n').length}`,
    language: match[2],
    text: match[3],
  }));
}
