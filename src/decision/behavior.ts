import { TARGET_VERSIONS, TargetVersion } from '../manifest';

/** By whose rules a request is judged: a release of agentgateway, or `strict`, which is 1.4 with its known leniencies closed. */
export type Profile = 'strict' | TargetVersion;

/** Where the releases of agentgateway decide differently. */
export interface Behavior {
  /** HTTP status of a failed authentication: 403 up to 0.10, 401 since 0.11. */
  readonly authenticationFailureStatus: 401 | 403;
  /** Up to 0.12 a set of rules without any Allow refuses every request; since 1.0 it is a deny list. */
  readonly denyOnlySetRefusesAll: boolean;
  /** `Require` exists since 1.1; an older release does not know the rules. */
  readonly knowsRequire: boolean;
  /** HTTP status of the JSON-RPC error for a refused tool: 200 in 0.11, 500 in 0.12 and 1.0, 400 since 1.1. */
  readonly mcpDenialStatus: 200 | 400 | 500;
  /** How Allow and Require treat a receiver of the wrong type; Deny always treats it as its release does, where it denies. */
  readonly evaluation: 'faithful' | 'strict';
  /** Two `Authorization` headers are refused instead of the first one being read. */
  readonly refusesRepeatedCredential: boolean;
}

/** The behavior of a profile; `main` decides requests as 1.4 does, apart from the claims a token must have (room `jwt`). */
export function behaviorOf(profile: Profile): Behavior {
  const version = profile === 'strict' ? '1.4' : profile;
  const atLeast = (release: TargetVersion): boolean => TARGET_VERSIONS.indexOf(version) >= TARGET_VERSIONS.indexOf(release);
  return {
    authenticationFailureStatus: atLeast('0.11') ? 401 : 403,
    denyOnlySetRefusesAll: !atLeast('1.0'),
    knowsRequire: atLeast('1.1'),
    mcpDenialStatus: atLeast('1.1') ? 400 : atLeast('0.12') ? 500 : 200,
    evaluation: profile === 'strict' ? 'strict' : 'faithful',
    refusesRepeatedCredential: profile === 'strict',
  };
}
