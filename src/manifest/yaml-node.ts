/** A value as it is written in YAML. Nothing is written where a key or a list item has no value. */
export type YamlNode = YamlMap | YamlList | YamlScalar | YamlAlias;

interface Written {
  /** Where it begins in the text. */
  readonly offset: number;
  readonly anchor?: string;
}

export interface YamlMap extends Written {
  readonly kind: 'map';
  readonly pairs: { readonly key: YamlNode | null; readonly value: YamlNode | null }[];
}

export interface YamlList extends Written {
  readonly kind: 'list';
  readonly items: (YamlNode | null)[];
}

/** A text that was parsed, and where it begins in its file: parts of a file can be parsed apart. */
export interface WrittenText {
  readonly text: string;
  readonly base: number;
}

export interface YamlScalar extends Written {
  readonly kind: 'scalar';
  /** Where it ends in the text, its closing quote included. */
  readonly end: number;
  readonly within: WrittenText;
  /** Its text, without quotes. */
  readonly text: string;
  /** What it stands for. */
  readonly value: string | number | boolean | null;
  /** Whether it is `<<` without quotes, which as a key brings in what another map holds. */
  readonly merges: boolean;
}

export interface YamlAlias {
  readonly kind: 'alias';
  readonly offset: number;
  readonly name: string;
}
