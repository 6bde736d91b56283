import { FunctionCompiler, functionError, needText, ofArguments } from './function-compiler';
import { parseCidr, parseIp } from '../../values';

export const networkFunctions: Readonly<Record<string, FunctionCompiler>> = {
  isIP: ofArguments(1, 1, ([text]) => parseIp(needText(text)) !== undefined),
  ip: ofArguments(1, 1, ([text], name) => parseIp(needText(text)) ?? noIp(name)),
  cidr: ofArguments(1, 1, ([text], name) => {
    const cidr = parseCidr(needText(text));
    if (!cidr) throw functionError(name, 'the text is no network like `10.0.0.0/8`');
    return cidr;
  }),
};

/** @throws CelError FunctionError */
export function noIp(name: string): never {
  throw functionError(name, 'the text is no IP address');
}
