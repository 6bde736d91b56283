import { FieldPath, formatFieldPath } from '../manifest';
import { compileCel, CelProgram } from './cel/compile-cel';
import { CompiledRule, CompiledSchema } from './compiled-schema';
import { CrdFault } from './crd-fault';
import { goRegexp } from './go-regexp';
import { findKeywordFault } from './schema-keywords';
import { StructuralSchema, ValidationRule } from './structural-schema';

const TEXT: StructuralSchema = { type: 'string' };

/**
 * Compiles the schema of one version of a CRD: every pattern and every rule once.
 *
 * @throws CrdFault for a schema that the API server would not accept
 */
export function compileSchema(openApiSchema: unknown): CompiledSchema {
  return new SchemaCompiler().compile(openApiSchema, [], [], true);
}

class SchemaCompiler {
  /** Rules repeat all over a CRD. */
  private readonly programs = new Map<string, CelProgram>();

  /** @param overlays what the `allOf` of the schemas around say about the same value: rules among it hold like the schema's own */
  compile(schema: unknown, overlays: readonly StructuralSchema[], path: FieldPath, isResource = false): CompiledSchema {
    const fault = findKeywordFault(schema);
    if (fault !== undefined) throw new CrdFault(`${fault} in its schema at ${place(path)}`);
    const keywords = schema as StructuralSchema;
    const alternatives = {
      allOf: (keywords.allOf ?? []).map((part) => this.compile(part, [], path)),
      anyOf: (keywords.anyOf ?? []).map((part) => this.compile(part, [], path)),
      oneOf: (keywords.oneOf ?? []).map((part) => this.compile(part, [], path)),
      ...(keywords.not && { not: this.compile(keywords.not, [], path) }),
    };
    const others = [...overlays, ...keywords.allOf ?? []].flatMap(withAllOf);
    const properties = { ...(keywords['x-kubernetes-embedded-resource'] || isResource ? withObjectMeta(keywords.properties) : keywords.properties) };
    const { additionalProperties } = keywords;
    const free = additionalProperties === true ? {} : additionalProperties === false ? undefined : additionalProperties;
    const below = {
      properties: new Map(Object.entries(properties).map(([name, property]) => [
        name, this.compile(property, others.flatMap((other) => propertyOf(other, name) ?? []), [...path, name]),
      ])),
      items: keywords.items && this.compile(keywords.items, others.flatMap((other) => other.items ?? []), [...path, '*']),
      additional: free && this.compile(free, others.flatMap(({ additionalProperties: other }) => (typeof other === 'object' ? other : [])), [...path, '*']),
    };
    const rules = [keywords, ...others].flatMap((holder) => holder['x-kubernetes-validations'] ?? []).flatMap((rule) => this.compileRule(rule, path));
    const isValidating = ({ hasRules }: CompiledSchema): boolean => hasRules;
    return {
      keywords,
      ...below,
      preservesUnknown: keywords['x-kubernetes-preserve-unknown-fields'] ?? (keywords.type === undefined && !keywords['x-kubernetes-int-or-string']),
      ...(keywords.pattern !== undefined && { matches: this.compilePattern(keywords.pattern, path) }),
      ...alternatives,
      rules,
      hasRules: rules.length > 0 || [...below.properties.values()].some(isValidating)
        || [below.items, below.additional].some((part) => part && isValidating(part)),
    };
  }

  private compilePattern(pattern: string, path: FieldPath): (text: string) => boolean {
    try {
      const regexp = goRegexp(pattern);
      return (text) => regexp.test(text);
    } catch {
      throw new CrdFault(`has the pattern \`${pattern}\`, which is no RE2 expression, at ${place(path)}`);
    }
  }

  private compileRule({ rule, message, messageExpression, fieldPath, optionalOldSelf }: ValidationRule, path: FieldPath): CompiledRule[] {
    const program = this.compileCel(rule, path);
    if (program.usesOldSelf && !optionalOldSelf) return [];
    const at = parseFieldPath(fieldPath ?? '');
    if (at === undefined) throw new CrdFault(`has a rule with the field path \`${fieldPath}\`, which is none, at ${place(path)}`);
    return [{
      rule: rule.trim(),
      message: message?.trim() || `failed rule: ${rule.trim()}`,
      ...(messageExpression && { makeMessage: this.compileCel(messageExpression, path) }),
      program,
      at,
    }];
  }

  private compileCel(source: string, path: FieldPath): CelProgram {
    let program = this.programs.get(source);
    if (program === undefined) {
      try {
        program = compileCel(source);
      } catch (error) {
        throw new CrdFault(`has the rule \`${source.trim()}\` at ${place(path)}, which cannot be compiled: ${(error as Error).message}`);
      }
      this.programs.set(source, program);
    }
    return program;
  }
}

/** What the API server itself adds to the schema of a resource; of the metadata, a CRD can only say something about the name. */
function withObjectMeta(properties: StructuralSchema['properties'] = {}): StructuralSchema['properties'] {
  const { name = TEXT, generateName = TEXT } = properties.metadata?.properties ?? {};
  return {
    ...properties,
    apiVersion: properties.apiVersion ?? TEXT,
    kind: properties.kind ?? TEXT,
    metadata: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true, 'properties': { name, generateName } },
  };
}

function withAllOf(schema: StructuralSchema): StructuralSchema[] {
  return [schema, ...(schema.allOf ?? []).flatMap(withAllOf)];
}

function propertyOf({ properties = {} }: StructuralSchema, name: string): StructuralSchema | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function place(path: FieldPath): string {
  return path.length === 0 ? 'its root' : `\`${formatFieldPath(path)}\``;
}

/** Reads `.spec.list['a.b']`; undefined where it is no such path. */
function parseFieldPath(text: string): FieldPath | undefined {
  if (!/^(?:\.[^.[\]']+|\['(?:\\.|[^'\\])*'\])*$/.test(text)) return undefined;
  return [...text.matchAll(/\.([^.[\]']+)|\['((?:\\.|[^'\\])*)'\]/g)].map(([, plain, quoted]) => plain ?? quoted.replace(/\\(.)/g, '$1'));
}
