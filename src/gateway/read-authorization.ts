import { FieldPath, Manifest } from '../manifest';
import { AuthorizationRule, RuleMode } from './effective-gateway';
import { keyOf } from './manifest-index';

/** The authorization block that all three places share. */
export interface AuthorizationBlock {
  readonly action?: RuleMode;
  readonly policy: { readonly matchExpressions: readonly string[] };
}

/** A block governs many routes; its rules are the same objects on all of them, so that they are compiled once. */
const known = new WeakMap<AuthorizationBlock, readonly AuthorizationRule[]>();

/** One rule for each expression: the data plane lists them separately, so several Allow expressions are alternatives. */
export function readAuthorization(manifest: Manifest, field: FieldPath, block: AuthorizationBlock | undefined): readonly AuthorizationRule[] {
  if (block === undefined) {
    return [];
  }
  let rules = known.get(block);
  if (!rules) {
    const policy = keyOf(manifest.object);
    rules = block.policy.matchExpressions.map((expression, index) => ({
      manifest,
      field: [...field, 'policy', 'matchExpressions', index],
      policy,
      mode: block.action ?? 'Allow',
      expression,
    }));
    known.set(block, rules);
  }
  return rules;
}
