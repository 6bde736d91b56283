type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isFlag: Test = (value) => typeof value === 'boolean';
const isNumber: Test = (value) => typeof value === 'number';
const isCount: Test = (value) => Number.isInteger(value) && (value as number) >= 0;
const isMap: Test = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isAnything: Test = () => true;
const isListOf = (test: Test): Test => (value) => Array.isArray(value) && value.every(test);
const isOneOf = (...values: readonly unknown[]): Test => (value) => values.includes(value);
const isMapOf = (test: Test): Test => (value) => isMap(value) && Object.values(value as object).every(test);

const isRule: Test = (value) => {
  if (!isMap(value)) return false;
  const { rule, optionalOldSelf = false, ...texts } = value as Record<string, unknown>;
  return isText(rule) && rule !== '' && isFlag(optionalOldSelf) && isMapOf(isText)(texts);
};

/**
 * The keywords that `apiextensions.k8s.io/v1` allows in a schema, with the form of their values. A keyword that is not here would be one
 * that has no effect, so it is refused.
 */
const KEYWORDS: Readonly<Record<string, Test>> = {
  'type': isOneOf('object', 'array', 'string', 'integer', 'number', 'boolean'),
  'properties': isMapOf(isMap),
  'additionalProperties': (value) => isFlag(value) || isMap(value),
  'items': isMap,
  'required': isListOf(isText),
  'enum': Array.isArray,
  'default': isAnything,
  'nullable': isFlag,
  'format': isText,
  'pattern': isText,
  'minLength': isCount,
  'maxLength': isCount,
  'minItems': isCount,
  'maxItems': isCount,
  'minProperties': isCount,
  'maxProperties': isCount,
  'minimum': isNumber,
  'maximum': isNumber,
  'exclusiveMinimum': isFlag,
  'exclusiveMaximum': isFlag,
  'multipleOf': (value) => isNumber(value) && (value as number) > 0,
  'uniqueItems': isOneOf(false),
  'allOf': isListOf(isMap),
  'anyOf': isListOf(isMap),
  'oneOf': isListOf(isMap),
  'not': isMap,
  'title': isText,
  'description': isText,
  'example': isAnything,
  'externalDocs': isMap,
  'x-kubernetes-int-or-string': isFlag,
  'x-kubernetes-preserve-unknown-fields': isOneOf(true),
  'x-kubernetes-embedded-resource': isFlag,
  'x-kubernetes-list-type': isOneOf('atomic', 'set', 'map'),
  'x-kubernetes-list-map-keys': isListOf(isText),
  'x-kubernetes-map-type': isOneOf('atomic', 'granular'),
  'x-kubernetes-validations': isListOf(isRule),
};

/** What is wrong with the keywords of one schema, itself only; undefined where nothing is. Goes on after "CRD `x` ". */
export function findKeywordFault(schema: unknown): string | undefined {
  if (!isMap(schema)) return 'has no map';
  for (const [keyword, value] of Object.entries(schema as object)) {
    if (!Object.hasOwn(KEYWORDS, keyword)) return `uses \`${keyword}\`, which is no keyword of CRDs,`;
    if (!KEYWORDS[keyword](value)) return `gives \`${keyword}\` a value that it cannot have`;
  }
  return undefined;
}
