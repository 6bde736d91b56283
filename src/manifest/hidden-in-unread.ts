import { credentialsIn, holdsPrivateKey, isSecretName, type TextRange } from './secret-texts';

const SECRET_KIND = /\bkind["']?\s*:\s*(?:[&!]\S{0,100}\s+){0,2}["']?\w*(?:secret|configmap)/i;
const SECRET_BLOCK = /(?:^|[\s{,"'])(?:stringData|binaryData|data)["']?\s*:/;
const KEY = /(?<![\w./-])(["']?)([\w./-]+)\1\s*:(?=\s|$)/g;

/**
 * What must not be shown of a line in a document that is no YAML, so that nobody knows what is a value there: rather too much than too little.
 *
 * @param document the text of the document
 * @param from where the line, or the part of it that is to be shown, begins in it
 * @param line the text of the line, or of that part
 */
export function hiddenInUnread(document: string, from: number, line: string): readonly TextRange[] {
  if (SECRET_KIND.test(document) || SECRET_BLOCK.test(document) || holdsPrivateKey(document, true)) {
    const [key] = /^\s*(?:- +)*(?:"[^"]*"|'[^']*'|[\w./-]+)\s*:(?=\s|$)/.exec(line) ?? /^\s*/.exec(line)!;
    return rest(line, key.length);
  }
  const isCut = from > 0 && document[from - 1] !== '\n';
  if (isCut && [...document.matchAll(KEY)].some(([, , name]) => isSecretName(name))) return rest(line, 0);
  if (ancestorsOf(document, from, line).some(isSecretName)) return rest(line, 0);
  const key = [...line.matchAll(KEY)].find(([, , name]) => isSecretName(name));
  return key === undefined ? credentialsIn(line) : [...credentialsIn(line.slice(0, key.index)), ...rest(line, key.index + key[0].length)];
}

function rest(line: string, from: number): readonly TextRange[] {
  const written = line.slice(from).search(/\S/);
  return written < 0 ? [] : [[from + written, line.length]];
}

/** The keys that a line is indented below, as far as that can be seen. */
function ancestorsOf(document: string, from: number, line: string): readonly string[] {
  const names: string[] = [];
  let indentation = indentationOf(line);
  // a list may stand in the column of its key
  let isItem = /^\s*- /.test(line);
  for (let end = from - 1; end >= 0 && (indentation > 0 || isItem);) {
    const start = document.lastIndexOf('\n', end - 1) + 1;
    const above = document.slice(start, end);
    end = start - 1;
    const depth = indentationOf(above);
    const [, , name] = new RegExp(KEY.source).exec(above) ?? [];
    if (above.trim() === '' || depth > indentation || (depth === indentation && !(isItem && !/^\s*- /.test(above)))) continue;
    indentation = depth;
    isItem = /^\s*- /.test(above);
    if (name !== undefined) names.push(name);
  }
  return names;
}

function indentationOf(line: string): number {
  return Math.max(line.search(/[^ \t]/), 0);
}
