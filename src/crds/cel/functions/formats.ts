import { CelFunc, celFunc, celMethod, CelScalar, listType } from '@bufbuild/cel';
import { NAMED_FORMATS } from '../../named-formats';
import { opaqueType, textOf } from '../opaque-type';
import { NONE, optionalOf } from './optionals';

const { DYN, STRING } = CelScalar;

const FORMAT = opaqueType('kubernetes.NamedFormat');

/** Kubernetes' format library. */
export const formats: CelFunc[] = [
  celFunc('format.named', [STRING], listType(DYN), (name) => (Object.hasOwn(NAMED_FORMATS, name) ? optionalOf(FORMAT.wrap(name)) : NONE)),
  ...Object.keys(NAMED_FORMATS).map((name) => celFunc(`format.${name}`, [], FORMAT.type, () => FORMAT.wrap(name))),
  celMethod('validate', FORMAT.type, [STRING], listType(DYN), function (text) {
    const { test, message } = NAMED_FORMATS[textOf(this)];
    return test(text) ? NONE : optionalOf([message]);
  }),
];
