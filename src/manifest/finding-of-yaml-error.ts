import { type YamlFailure } from './yaml-events';
import { YamlFinding } from './yaml-finding';

/**
 * What the parser of YAML has against a text, as a finding in the terms of manifests.
 *
 * @param base where the text stands in its file
 */
export function findingOfYamlError({ reason, offset }: YamlFailure, text: string, base: number, maxDepth: number): YamlFinding {
  return { offset: base + offset, severity: 'error', ...explain(reason, text, offset, maxDepth) };
}

function explain(reason: string, text: string, offset: number, maxDepth: number): { message: string; help: string } {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0];
  if (reason.startsWith('tab characters') || (reason.startsWith('end of the stream') && /^ *\t\s*\w/.test(line))) {
    return { message: 'a tab is used for indentation', help: 'indent with spaces; YAML does not allow tabs there' };
  }
  if (/null byte|non-printable/.test(reason)) {
    return { message: 'a character here has no place in YAML', help: 'keep other files than manifests out of the folder' };
  }
  if (reason.startsWith('nesting exceeded')) {
    return { message: `document is nested deeper than ${maxDepth} levels`, help: 'no Kubernetes object needs that; flatten it' };
  }
  if (reason.startsWith('bad indentation')) {
    return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === ''
      ? { message: 'the indentation does not fit the lines around it', help: 'line the keys of one map up in one column' }
      : {
        message: 'this is not valid YAML: the value ends before this place',
        help: 'quote texts that hold `: ` or begin with `@`, `%`, `{` or `[`; a template must be rendered first',
      };
  }
  if (reason.startsWith('deficient indentation') && text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).includes('\t')) {
    return { message: 'a tab stands before a bracket or inside of it', help: 'write a space for it' };
  }
  if (/unexpected end of|deficient indentation/.test(reason)) {
    return { message: 'this is not valid YAML: a bracket or a quote is still open here', help: 'close it, on this line or the one before' };
  }
  if (reason.startsWith('end of the stream')) {
    return { message: 'this is not valid YAML: the document has ended before this place', help: 'write `---` before another document, or remove what is too much' };
  }
  return { message: `this is not valid YAML: ${reason}`, help: 'quote texts that hold `:`, `#`, `{` or `[`; a template must be rendered first' };
}
