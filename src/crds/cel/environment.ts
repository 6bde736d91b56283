import { type CelEnv, celEnv, celFunc, CelScalar } from '@bufbuild/cel';
import { goRegexp } from '../go-regexp';
import { cidr } from './functions/cidr';
import { formats } from './functions/formats';
import { ip } from './functions/ip';
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

/** CEL as the API server (Kubernetes 1.34) has it for rules of CRDs: the standard library and Kubernetes' own. */
export const environment: CelEnv = celEnv({
  funcs: [
    ...strings, ...lists, ...sets, ...regex, ...urls, ...ip, ...cidr, ...quantities, ...semvers, ...formats, ...optionals,
    celFunc(COUNT_ITERATION, [], CelScalar.BOOL, () => iterations.take()),
  ],
  re2: { compile: (pattern) => ({ test: (text) => goRegexp(pattern).test(text) }) },
});
