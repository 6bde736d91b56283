import { createHash } from 'node:crypto';
import type { DecisionContext, McpItem, RuleTrace } from '../../decision';
import type { ObjectKey } from '../../gateway';

/** One rule of a decision. */
export interface RuleRecord {
  readonly policy: string;
  readonly mode: string;
  readonly expression: string;
  readonly result: 'true' | 'false' | 'error';
  readonly error?: string;
}

/** One decision, for an audit trail. Holds no credential: of the token only the beginning of its SHA-256 digest. */
export interface DecisionRecord {
  /** RFC 3339. */
  readonly time: string;
  readonly gateway?: string;
  readonly listener?: string;
  readonly route?: string;
  readonly subject?: string;
  /** First 16 hexadecimal digits of the digest of the credential, so that the decisions on one token can be found. */
  readonly token?: string;
  readonly stage: string;
  readonly allowed: boolean;
  /** HTTP status of a refusal. */
  readonly status?: number;
  readonly item?: McpItem;
  /** Of a list: how many items the client sees, and the names of those that it does not. */
  readonly list?: { readonly method: string; readonly shown: number; readonly hidden: readonly string[] };
  readonly rules: readonly RuleRecord[];
  /** Milliseconds from the beginning of the request to the decision. */
  readonly duration: number;
}

/** The parts of a record that come from the way of the request. */
export function describeContext(context: DecisionContext): Pick<DecisionRecord, 'gateway' | 'listener' | 'route' | 'subject'> {
  return {
    gateway: context.gateway && formatKey(context.gateway),
    listener: context.listener,
    route: context.route && formatKey(context.route),
    subject: context.subject,
  };
}

export function describeRules(rules: readonly RuleTrace[]): readonly RuleRecord[] {
  return rules.map(({ rule, result, error }) => ({
    policy: formatKey(rule.policy), mode: rule.mode, expression: rule.expression, result, ...(error !== undefined && { error }),
  }));
}

/** The digest of the credential in an `Authorization` header; undefined where there is none. */
export function digestCredential(headers: readonly (readonly [name: string, value: string])[]): string | undefined {
  const value = headers.find(([name]) => name === 'authorization')?.[1];
  return value === undefined ? undefined : createHash('sha256').update(value.replace(/^bearer /i, '')).digest('hex').slice(0, 16);
}

/** `namespace/name`. */
export function formatKey({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}
