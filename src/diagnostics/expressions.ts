import { CelFinding, CelPlace, checkExpression } from '../cel';
import { declaredClaims } from './declared-claims';
import { EXPRESSION_FIELDS } from './expression-fields';
import { RuleMode } from '../gateway';
import { FieldPath, isKind, Manifest, manifestsOfKind, TargetVersion } from '../manifest';
import { parseOrUndefined } from './lookup/parse-or-undefined';
import { eachMatch, patternTree } from './lookup/pattern-tree';
import { valueAt } from './lookup/value-at';
import { valuesAt } from './lookup/values-at';

/** An expression of a manifest, what it is for, and what is wrong with it. */
export interface CheckedExpression {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly text: string;
  readonly place: CelPlace;
  /** Only for authorization. */
  readonly action?: RuleMode;
  readonly findings: readonly CelFinding[];
}

type FoundExpression = Pick<CheckedExpression, 'field' | 'text' | 'place' | 'action'>;

/** Finds every expression and has each checked for the place it stands in. */
export function checkExpressions(manifests: readonly Manifest[], targetVersion: TargetVersion): readonly CheckedExpression[] {
  const functions = new Set(manifestsOfKind(manifests, 'AgentgatewayParameters').flatMap(customFunctions));
  // the same rule often stands in many objects
  const contexts = new Map<string, Map<string, readonly CelFinding[]>>();
  return manifests.flatMap((manifest) => {
    const expressions = findExpressions(manifest);
    if (expressions.length === 0) {
      return [];
    }
    const { claims } = declaredClaims(manifest);
    const declared = claims === undefined ? '' : JSON.stringify(claims);
    return expressions.map(({ field, text, place, action }): CheckedExpression => {
      const context = `${place} ${action} ${declared}`;
      const known = contexts.get(context) ?? new Map<string, readonly CelFinding[]>();
      contexts.set(context, known);
      const findings = known.get(text) ?? checkExpression(text, { place, targetVersion, action, functions, claims, tree: parseOrUndefined(text) });
      known.set(text, findings);
      // made for every expression, and a literal is made faster than a copy
      return { manifest, field, text, place, action, findings };
    });
  });
}

const FIELD_TREES = {
  AgentgatewayPolicy: patternTree(EXPRESSION_FIELDS.AgentgatewayPolicy),
  AgentgatewayBackend: patternTree(EXPRESSION_FIELDS.AgentgatewayBackend),
};

function findExpressions(manifest: Manifest): readonly FoundExpression[] {
  const found: FoundExpression[] = [];
  for (const kind of ['AgentgatewayPolicy', 'AgentgatewayBackend'] as const) {
    if (isKind(manifest, kind)) {
      eachMatch(manifest.object, FIELD_TREES[kind], (field, text, place) => {
        if (typeof text === 'string' && !(place === 'delay' && isDuration(text))) {
          found.push({ field, text, place, action: place.endsWith('Authorization') ? actionOf(manifest, field) : undefined });
        }
      });
    }
  }
  return found;
}

/** The action of the block that an expression stands in, which is `Allow` unless it says otherwise. */
function actionOf(manifest: Manifest, field: FieldPath): RuleMode {
  return (valueAt(manifest.object, [...field.slice(0, -3), 'action']) ?? 'Allow') as RuleMode;
}

/** A delay is a duration as it is, or an expression. */
function isDuration(text: string): boolean {
  return /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text);
}

/** The functions that the configuration of the data plane defines (`config.customFunctions`, as `name(parameters) { expression }`). */
function customFunctions({ object }: Manifest): readonly string[] {
  return valuesAt(object, 'spec.rawConfig.config.customFunctions').flatMap(({ value }) =>
    [...(typeof value === 'string' ? value : JSON.stringify(value)).matchAll(/(?:this\.)?([A-Za-z_]\w*)\s*\([^)]*\)\s*\{/g)].map(([, name]) => name));
}
