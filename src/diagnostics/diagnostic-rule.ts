import { EffectiveGateway, ObjectKey } from '../gateway';
import { FieldPath, Manifest, TargetVersion } from '../manifest';
import { ConstructLocation, Excerpt, Severity } from './diagnostic';
import { ExpectedToken } from './expected-token';
import { CheckedExpression } from './expressions';
import { InspectedJwks } from './inline-jwks';

/** What rules judge: the manifests that fit their schemas, and what they mean together. */
export interface Subject {
  readonly targetVersion: TargetVersion;
  readonly manifests: readonly Manifest[];
  readonly gateway: EffectiveGateway;
  /** Every expression of every manifest with what the expression checker says of it. */
  readonly expressions: readonly CheckedExpression[];
  /** Every inline key set with what the key inspector says of it. */
  readonly keySets: readonly InspectedJwks[];
  /** Tokens that policies are expected to accept. */
  readonly expectedTokens: readonly ExpectedToken[];
  /** Whether an object exists that rules do not see: elsewhere, as the user says, or refused by its schema. Rules about missing objects must ask. */
  isExternal(kind: string, key: ObjectKey): boolean;
}

/** One place where a rule is broken. */
export interface RuleFinding {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  /** Whether the fault is the key of the field; the default is its value. */
  readonly of?: 'key';
  readonly message: string;
  readonly help: string;
  /** Where the rule's own severity or its security flag does not hold for this case. */
  readonly severity?: Severity;
  readonly security?: boolean;
  readonly excerpt?: Excerpt;
  /** The part that is meant of a text that no report may repeat, as that of a key set: it is marked where the text stands in a file. */
  readonly part?: Excerpt;
  /** Where it comes from, if that is more than the construct that made the object. */
  readonly construct?: ConstructLocation;
}

/** One mistake of the catalogue: how to find it, and what its page says. */
export interface DiagnosticRule {
  readonly code: string;
  /** What is wrong, as a heading. */
  readonly title: string;
  readonly severity: Severity;
  readonly security: boolean;
  /** What the user writes. */
  readonly written: string;
  /** What happens then, on which releases. */
  readonly happens: string;
  /** What to write instead. */
  readonly instead: string;
  /** YAML that breaks the rule, and YAML that comes near and does not; the tests run both, the page shows the first of each. */
  readonly triggers: readonly [string, ...string[]];
  readonly nearMisses: readonly [string, ...string[]];
  /** The release to judge the examples by; the default is the newest. */
  readonly exampleVersion?: TargetVersion;
  /** A token that the policy of each example is expected to accept; the default is none. */
  readonly exampleToken?: string;
  check(subject: Subject): Iterable<RuleFinding>;
}
