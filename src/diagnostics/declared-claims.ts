import { ClaimDeclarations, parseType } from '../cel';
import { Manifest } from '../manifest';

/**
 * The annotation with which a policy declares the types of claims, which makes the checks of its expressions sharper: one line for each claim.
 *
 * @example
 * cdk8s-mcp-gateway.dev/claims: "groups: list(string)"
 */
export const CLAIMS_ANNOTATION = 'cdk8s-mcp-gateway.dev/claims';

/** What a policy declares of claims, and the lines that declare nothing. */
export interface DeclaredClaims {
  /** Absent where it declares nothing. */
  readonly claims?: ClaimDeclarations;
  readonly faults: readonly string[];
}

const NOTHING: DeclaredClaims = { faults: [] };

export function declaredClaims({ object }: Manifest): DeclaredClaims {
  const annotation: unknown = object.metadata.annotations?.[CLAIMS_ANNOTATION];
  if (typeof annotation !== 'string') {
    return NOTHING;
  }
  const lines = annotation.split('\n').map((line) => line.trim()).filter(Boolean);
  const claims = Object.create(null) as Record<string, string>;
  const faults: string[] = [];
  for (const line of lines) {
    // the name of a claim may hold colons, as URLs do; a type holds none
    const match = /^(\S.*?)\s*:\s*([^:]+)$/.exec(line);
    if (match && isType(match[2])) {
      claims[match[1]] = match[2];
    } else {
      faults.push(line);
    }
  }
  return { claims, faults };
}

function isType(text: string): boolean {
  try {
    parseType(text);
    return true;
  } catch {
    return false;
  }
}
