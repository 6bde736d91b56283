import { and, Cel, tight } from './cel';
import { textLiteral } from './literal';
import { Condition } from './rule';
import { UsageError } from '../support/usage-error';

/** A value of the request that is a text, if all is well: how CEL reads it and how a sentence calls it. */
export interface TextSubject {
  readonly access: string;
  readonly called: string;
}

export function isText({ access, called }: TextSubject, value: string): Condition {
  const literal = textLiteral(value);
  return {
    kind: 'condition',
    // values of different types are never equal for agentgateway, so only the opposite has to ask for the type
    holds: tight(`${access} == ${literal}`),
    fails: and(typeIsString(access), tight(`${access} != ${literal}`)),
    says: `${called} is ${literal}`,
    saysNot: `${called} is not ${literal}`,
  };
}

export function isOneOf(subject: TextSubject, values: readonly string[]): Condition {
  if (values.length === 0) throw new UsageError('a rule compares with an empty list of values', 'give at least one value');
  if (values.length === 1) return isText(subject, values[0]);
  const { access, called } = subject;
  const literals = values.map(textLiteral).join(', ');
  return {
    kind: 'condition',
    holds: tight(`${access} in [${literals}]`),
    fails: and(typeIsString(access), tight(`!(${access} in [${literals}])`)),
    says: `${called} is one of ${literals}`,
    saysNot: `${called} is none of ${literals}`,
  };
}

/**
 * A text predicate by the name of its CEL method. agentgateway 1.4 answers `true` to `startsWith`, `endsWith` and `matches` of anything that is
 * not a string, so both answers ask for the type first.
 */
function textMethod({ access, called }: TextSubject, method: string, argument: string, verb: string, verbNot: string): Condition {
  if (argument === '') throw new UsageError(`\`${method}\` got an empty text, which every text fits`, 'give at least one character');
  const literal = textLiteral(argument);
  return {
    kind: 'condition',
    holds: and(typeIsString(access), tight(`${access}.${method}(${literal})`)),
    fails: and(typeIsString(access), tight(`!${access}.${method}(${literal})`)),
    says: `${called} ${verb} ${literal}`,
    saysNot: `${called} ${verbNot} ${literal}`,
  };
}

export function startsWith(subject: TextSubject, prefix: string): Condition {
  return textMethod(subject, 'startsWith', prefix, 'starts with', 'does not start with');
}

export function endsWith(subject: TextSubject, suffix: string): Condition {
  return textMethod(subject, 'endsWith', suffix, 'ends with', 'does not end with');
}

export function matches(subject: TextSubject, regex: string): Condition {
  return textMethod(subject, 'matches', regex, 'matches', 'does not match');
}

export function typeIsString(access: string): Cel {
  return tight(`type(${access}) == string`);
}
