import { FieldPath, Manifest } from '../manifest';
import { AuthorizationRule, RuleMode } from './effective-gateway';
import { keyOf } from './manifest-index';

/** The authorization block that all three places share. */
interface AuthorizationBlock {
  readonly action?: RuleMode;
  readonly policy: { readonly matchExpressions: readonly string[] };
}

/** One rule for each expression: the data plane lists them separately, so several Allow expressions are alternatives. */
export function readAuthorization(manifest: Manifest, field: FieldPath, block: AuthorizationBlock | undefined): readonly AuthorizationRule[] {
  return (block?.policy.matchExpressions ?? []).map((expression, index) => ({
    manifest,
    field: [...field, 'policy', 'matchExpressions', index],
    policy: keyOf(manifest.object),
    mode: block?.action ?? 'Allow',
    expression,
  }));
}
