import { or, tight } from './cel';
import { numberLiteral } from './literal';
import { Condition } from './rule';

const opposite = { '>': '<=', '>=': '<', '<': '>=', '<=': '>' } as const;
const words = { '>': 'greater than', '>=': 'at least', '<': 'less than', '<=': 'at most' } as const;

/** An order comparison; agentgateway refuses to order a number and anything else, so no type has to be asked for. */
export function numberCondition(access: string, called: string, operator: keyof typeof opposite, value: number): Condition {
  const literal = numberLiteral(value);
  return {
    kind: 'condition',
    holds: tight(`${access} ${operator} ${literal}`),
    fails: tight(`${access} ${opposite[operator]} ${literal}`),
    says: `${called} is ${words[operator]} ${literal}`,
    saysNot: `${called} is ${words[opposite[operator]]} ${literal}`,
  };
}

/** Equality of numbers. Its opposite is written as an order, which a value of another type does not have. */
export function isNumber(access: string, called: string, value: number): Condition {
  const literal = numberLiteral(value);
  return {
    kind: 'condition',
    holds: tight(`${access} == ${literal}`),
    fails: or(tight(`${access} < ${literal}`), tight(`${access} > ${literal}`)),
    says: `${called} is ${literal}`,
    saysNot: `${called} is not ${literal}`,
  };
}
