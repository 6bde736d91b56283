import { DiagnosticRule } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';

const TWO = ['{ name: one, static: { host: one.example.com, port: 80 } }', '{ name: two, static: { host: two.example.com, port: 80 } }'];

/** Several servers whose tools are not kept apart. */
export const B22: DiagnosticRule = {
  code: 'B22',
  title: 'The tools of several servers are not kept apart',
  severity: 'warning',
  security: false,
  written: '`prefixMode: Never` on a backend with several targets',
  happens: 'a tool that two servers have cannot be called (`… is served by multiple targets`), and every call asks all servers for their lists first, since 1.4, which brought `prefixMode`',
  instead: 'leave `prefixMode` out, so that names get the prefix `<target>_`; acknowledge this where no two servers share a name',
  triggers: [backendExample(TWO, ['prefixMode: Never'])],
  nearMisses: [backendExample(TWO.slice(0, 1), ['prefixMode: Never']), backendExample(TWO)],
  check: (subject) => [...manifestIndexOf(subject).backends.values()].flatMap((manifest) => {
    const { mcp } = manifest.object.spec;
    return mcp?.prefixMode !== 'Never' || mcp.targets.length < 2 ? [] : [{
      manifest,
      field: ['spec', 'mcp', 'prefixMode'],
      message: `a tool that two of the ${mcp.targets.length} targets share cannot be called without a prefix`,
      help: 'leave `prefixMode` out, so that names get the prefix `<target>_`',
    }];
  }),
};
