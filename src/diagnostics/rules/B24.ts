import { isIP } from 'node:net';
import { isBefore } from '../../manifest';
import { DiagnosticRule } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';

const TWO = ['{ name: one, static: { host: one.example.com, port: 80 } }', '{ name: two, static: { host: two.example.com, port: 80 } }'];

/** Servers of others whose outage takes all down. */
export const B24: DiagnosticRule = {
  code: 'B24',
  title: 'The outage of one server takes all of the backend down',
  severity: 'warning',
  security: false,
  written: 'several targets outside the cluster, and no `failureMode`',
  happens: 'unset means `FailClosed`: one server that cannot be reached breaks the whole backend; with `FailOpen` its tools are missing without a word (since 1.1, which brought `failureMode`)',
  instead: 'choose: `failureMode: FailOpen`, or `FailClosed` where all servers matter',
  triggers: [backendExample(TWO)],
  nearMisses: [backendExample(TWO, ['failureMode: FailClosed']), backendExample(TWO.slice(0, 1)), backendExample([TWO[0], '{ name: own, static: { host: own.apps.svc.cluster.local, port: 80 } }'])],
  check: (subject) => isBefore(subject.targetVersion, '1.1') ? [] : manifestIndexOf(subject).backends.values().flatMap((manifest) => {
    const { mcp } = manifest.object.spec;
    const foreign = (mcp?.targets ?? []).filter(({ static: { host = '' } = {} }) => isIP(host) === 0 && host.includes('.') && !/\.svc(\.|$)|\.local$/.test(host));
    return mcp === undefined || mcp.failureMode !== undefined || foreign.length < 2 ? [] : [{
      manifest,
      field: ['spec', 'mcp'],
      message: `if one of ${foreign.map(({ name }) => `\`${name}\``).join(', ')} fails, the whole backend does`,
      help: 'set `failureMode: FailOpen` to go on without it, or `FailClosed` to say that this is meant',
    }];
  }),
};
