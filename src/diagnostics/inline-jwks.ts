import { inspectJwks, JwksFinding } from '../jwt';
import { FieldPath, Manifest, manifestsOfKind, TargetVersion } from '../manifest';

/** An inline JWK Set of a policy and what is wrong with it. */
export interface InspectedJwks {
  readonly manifest: Manifest;
  /** The field that holds the text. */
  readonly field: FieldPath;
  readonly issuer: string;
  readonly text: string;
  readonly findings: readonly JwksFinding[];
}

/** Finds every inline JWK Set and has each inspected for a release. */
export function inspectKeySets(manifests: readonly Manifest[], targetVersion: TargetVersion): readonly InspectedJwks[] {
  // one identity provider often signs for many policies
  const known = new Map<string, readonly JwksFinding[]>();
  const inspect = (text: string): readonly JwksFinding[] => {
    const findings = known.get(text) ?? inspectJwks(text, { release: targetVersion });
    known.set(text, findings);
    return findings;
  };
  return manifestsOfKind(manifests, 'AgentgatewayPolicy').flatMap((manifest) =>
    (manifest.object.spec.traffic?.jwtAuthentication?.providers ?? []).flatMap(({ issuer, jwks }, index) => jwks.inline === undefined ? [] : [{
      manifest,
      field: ['spec', 'traffic', 'jwtAuthentication', 'providers', index, 'jwks', 'inline'],
      issuer,
      text: jwks.inline,
      findings: inspect(jwks.inline),
    }]));
}
