import type { Evaluate, Frame } from './code';
import { noSuchKey, select } from './operators';
import { RecordShape } from '../activation/record-shape';
import { CelError, CelMap, CelSecret, CelValue } from '../values';

/** A part of the activation that has known fields, before it becomes a value. */
export interface RecordCode {
  readonly read: (frame: Frame) => unknown;
  readonly shape: RecordShape;
}

export function leafOf({ read, shape }: RecordCode, field: string): Evaluate {
  const leaf = shape.leaves.get(field);
  return (frame) => {
    const record = read(frame);
    const value = record === null || record === undefined ? undefined : leaf?.(record);
    if (value === undefined) throw noSuchKey(field);
    return value;
  };
}

export function fieldOf(run: Evaluate, field: string): Evaluate {
  return (frame) => {
    const container = run(frame);
    if (container instanceof CelMap) {
      const value = container.field(field);
      if (value !== undefined) return value;
    }
    return select(container, field);
  };
}

export function rawToken({ activation }: Frame): CelValue {
  if (activation.rawToken === undefined) throw noSuchKey('rawToken');
  return new CelSecret(activation.rawToken);
}

export function firstHeader(name: string): Evaluate {
  return ({ activation }) => {
    const value = activation.request?.headers.first(name);
    if (value === undefined) throw new CelError('NoSuchKey', `no such header: \`${name}\``);
    return value;
  };
}
