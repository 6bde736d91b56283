import { type CelEnv, celEnv, celFunc, CelScalar } from '@bufbuild/cel';
import { goRegexp } from '../go-regexp';
import { CIDR, cidr } from './functions/cidr';
import { conversions } from './functions/conversions';
import { entries } from './functions/entries';
import { equality } from './functions/equality';
import { formats } from './functions/formats';
import { IP, ip } from './functions/ip';
import { lists } from './functions/lists';
import { optionals } from './functions/optionals';
import { quantities } from './functions/quantities';
import { regex } from './functions/regex';
import { semvers } from './functions/semvers';
import { sets } from './functions/sets';
import { strings } from './functions/strings';
import { urls } from './functions/urls';
import { iterations } from './iteration-budget';

/** What compiled macros call before each iteration. */
export const COUNT_ITERATION = '@count_iteration';

const TYPES = [IP.type, CIDR.type];

/** Names of types that rules may compare with, and that the evaluator does not know; each is a function without arguments. */
export const TYPE_NAMES: ReadonlySet<string> = new Set(TYPES.map(({ name }) => name));

/** CEL as the API server (Kubernetes 1.34) has it for rules of CRDs: the standard library and Kubernetes' own. */
export const environment: CelEnv = celEnv({
  funcs: [
    ...conversions, ...equality, ...strings, ...lists, ...sets, ...regex, ...urls, ...ip, ...cidr, ...quantities, ...semvers, ...formats,
    ...optionals, ...entries, ...TYPES.map((type) => celFunc(type.name, [], CelScalar.TYPE, () => type)),
    celFunc(COUNT_ITERATION, [], CelScalar.BOOL, () => iterations.take()),
  ],
  re2: { compile: (pattern) => ({ test: (text) => goRegexp(pattern).test(text) }) },
});
