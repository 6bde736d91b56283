import { CelFinding, CelPlace, checkExpression } from '../cel';
import { AgentgatewayBackend, AgentgatewayPolicy, FieldPath, isKind, Manifest, TargetVersion } from '../manifest';
import { RuleMode } from '../gateway';

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

interface Authorization {
  readonly action?: RuleMode;
  readonly policy: { readonly matchExpressions: readonly string[] };
}

type FoundExpression = Omit<CheckedExpression, 'findings'>;

/** Finds every expression and has each checked for the place it stands in. */
export function checkExpressions(manifests: readonly Manifest[], targetVersion: TargetVersion): readonly CheckedExpression[] {
  return manifests.flatMap(findExpressions).map((found) => ({
    ...found,
    findings: checkExpression(found.text, { place: found.place, targetVersion, action: found.action }),
  }));
}

function findExpressions(manifest: Manifest): readonly FoundExpression[] {
  if (isKind(manifest, 'AgentgatewayPolicy')) {
    return findInPolicy(manifest, manifest.object);
  }
  return isKind(manifest, 'AgentgatewayBackend') ? findInBackend(manifest, manifest.object) : [];
}

function findInPolicy(manifest: Manifest, { spec }: AgentgatewayPolicy): readonly FoundExpression[] {
  const location = spec.traffic?.jwtAuthentication?.location?.expression;
  return [
    ...ofAuthorization(manifest, ['spec', 'traffic', 'authorization'], 'httpAuthorization', spec.traffic?.authorization),
    ...ofAuthorization(manifest, ['spec', 'backend', 'mcp', 'authorization'], 'mcpAuthorization', spec.backend?.mcp?.authorization),
    ...ofAuthorization(manifest, ['spec', 'frontend', 'networkAuthorization'], 'networkAuthorization', spec.frontend?.networkAuthorization),
    ...(location === undefined ? [] : [{
      manifest,
      field: ['spec', 'traffic', 'jwtAuthentication', 'location', 'expression'],
      text: location,
      place: 'jwtLocation' as const,
    }]),
  ];
}

function findInBackend(manifest: Manifest, { spec }: AgentgatewayBackend): readonly FoundExpression[] {
  return ofAuthorization(manifest, ['spec', 'policies', 'mcp', 'authorization'], 'mcpAuthorization', spec.policies?.mcp?.authorization);
}

function ofAuthorization(manifest: Manifest, field: FieldPath, place: CelPlace, block: Authorization | undefined): readonly FoundExpression[] {
  return (block?.policy.matchExpressions ?? []).map((text, index) => ({
    manifest,
    field: [...field, 'policy', 'matchExpressions', index],
    text,
    place,
    action: block?.action ?? 'Allow',
  }));
}
