import { CelHeaders } from './cel-headers';
import { CelMap } from './cel-map';
import { CelCidr, CelIp } from './cel-network';
import { CelDuration, CelTimestamp } from './cel-time';
import { CelUint } from './cel-uint';
import { CelOptional, CelType, CelValue } from './cel-value';

/** The name that `type(value)` of agentgateway 1.4 shows. */
export function typeName(value: CelValue): string {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'string':
      return 'string';
  }
  if (value === null) return 'null_type';
  if (value instanceof CelUint) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return 'list';
  if (value instanceof CelMap || value instanceof CelHeaders) return 'map';
  if (value instanceof CelTimestamp) return 'timestamp';
  if (value instanceof CelDuration) return 'duration';
  if (value instanceof CelType) return 'type';
  if (value instanceof CelOptional) return 'optional_type';
  if (value instanceof CelIp) return 'agent_celx::cidr::IP';
  if (value instanceof CelCidr) return 'agent_celx::cidr::Cidr';
  return 'string';
}
