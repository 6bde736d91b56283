/**
 * Characters that could rewrite what stands on a terminal already, or turn the order of what is read: control characters, separators of lines
 * and paragraphs, and those that change the direction of writing.
 */
// eslint-disable-next-line no-control-regex -- these are the characters that must go
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Most texts are plain, which takes less to see than to look for what is not. */
const PLAIN = /^[ -~]*$/;

/** A text as a part of one line: user text cannot begin a line of its own, which could be taken for one of the report. */
export function printable(text: string): string {
  return PLAIN.test(text) ? text : printableOf(text.replaceAll('\n', '\\n').replaceAll('\r', '\\r'));
}

/** The same for a piece of source, with no character more or less, so that what stands below it still fits. */
export function printableOf(source: string): string {
  return source.replaceAll('\t', ' ').replace(UNPRINTABLE, '\ufffd');
}
