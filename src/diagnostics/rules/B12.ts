import { DiagnosticRule } from '../diagnostic-rule';
import { serviceExample } from '../examples/service-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';

const ANNOTATION = 'agentgateway.dev/mcp-target-name';
const SECTION_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** An annotation that names a target as no target can be called. */
export const B12: DiagnosticRule = {
  code: 'B12',
  title: 'A Service names its target as no target can be called',
  severity: 'error',
  security: false,
  written: 'the annotation `agentgateway.dev/mcp-target-name` with `_`, upper-case letters, or more than 253 characters',
  happens: 'every backend that selects the Service is refused as a whole, on every release',
  instead: 'write lower-case letters, digits, `-` and `.`',
  triggers: [serviceExample({ annotations: `${ANNOTATION}: My_Tools` })],
  nearMisses: [serviceExample({ annotations: `${ANNOTATION}: my-tools` })],
  check: (subject) => manifestIndexOf(subject).services.flatMap((manifest) => {
    const name = manifest.object.metadata.annotations?.[ANNOTATION];
    return name === undefined || (name.length <= 253 && SECTION_NAME.test(name)) ? [] : [{
      manifest,
      field: ['metadata', 'annotations', ANNOTATION],
      message: `\`${name}\` cannot be the name of a target, and every backend that selects this Service is refused`,
      help: 'write lower-case letters, digits, `-` and `.`',
    }];
  }),
};
