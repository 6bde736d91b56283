import { encodingFunctions, encodingNamespaces } from './encoding';
import { FunctionCompiler } from './function-compiler';
import { genericFunctions } from './generic';
import { jsonFunctions } from './json';
import { mathFunctions } from './math';
import { networkFunctions } from './network';
import { optionalFunctions, optionalNamespace } from './optional';
import { regexFunctions } from './regex';
import { specialFunctions } from './special';
import { stringFunctions } from './strings';
import { timeFunctions } from './time';

/** Functions by name, for global calls and for methods. */
export const functionTable: ReadonlyMap<string, FunctionCompiler> = new Map(Object.entries({
  ...genericFunctions,
  ...stringFunctions,
  ...regexFunctions,
  ...timeFunctions,
  ...networkFunctions,
  ...jsonFunctions,
  ...encodingFunctions,
  ...optionalFunctions,
  ...specialFunctions,
}));

const NAMESPACES: ReadonlyMap<string, ReadonlyMap<string, FunctionCompiler>> = new Map(
  Object.entries({ math: mathFunctions, optional: optionalNamespace, ...encodingNamespaces })
    .map(([namespace, functions]) => [namespace, new Map(Object.entries(functions))]),
);

/** `namespace.name` */
export function qualifiedFunction(namespace: string, name: string): FunctionCompiler | undefined {
  return NAMESPACES.get(namespace)?.get(name);
}
