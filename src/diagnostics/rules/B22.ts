import { keyOf, selectServices } from '../../gateway';
import { DiagnosticRule } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';

const TWO = ['{ name: one, static: { host: one.example.com, port: 80 } }', '{ name: two, static: { host: two.example.com, port: 80 } }'];
const SELECTING = backendExample(['{ name: all, selector: { services: { matchLabels: { app: tools } } } }'], ['prefixMode: Never']);

/** Several servers whose tools are not kept apart. */
export const B22: DiagnosticRule = {
  code: 'B22',
  title: 'The tools of several servers are not kept apart',
  severity: 'warning',
  security: false,
  written: '`prefixMode: Never` on a backend with several targets, or with a selector that finds several Services',
  happens: 'a tool that two servers have cannot be called (`… is served by multiple targets`), and every call asks all servers for their lists first, since 1.4, which brought `prefixMode`',
  instead: 'leave `prefixMode` out, so that names get the prefix `<target>_`; acknowledge this where no two servers share a name',
  triggers: [backendExample(TWO, ['prefixMode: Never']), `${SELECTING}---${serviceExample()}---${serviceExample({ name: 'more' })}`],
  nearMisses: [backendExample(TWO.slice(0, 1), ['prefixMode: Never']), backendExample(TWO), `${SELECTING}---${serviceExample()}---${serviceExample({ name: 'more', port: 'port: 80' })}`],
  check: (subject) => manifestIndexOf(subject).backends.values().flatMap((manifest) => {
    const { mcp } = manifest.object.spec;
    if (mcp?.prefixMode !== 'Never') {
      return [];
    }
    const { namespace } = keyOf(manifest.object);
    // the Services of a selector can be elsewhere; it is there to find at least one
    const servers = mcp.targets.reduce((count, { selector }) =>
      count + (selector ? Math.max(1, selectServices(selector, namespace, manifestIndexOf(subject)).length) : 1), 0);
    return servers < 2 ? [] : [{
      manifest,
      field: ['spec', 'mcp', 'prefixMode'],
      message: `a tool that two of the ${servers} targets share cannot be called without a prefix`,
      help: 'leave `prefixMode` out, so that names get the prefix `<target>_`',
    }];
  }),
};
