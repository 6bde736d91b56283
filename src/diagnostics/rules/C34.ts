import { groupOf, FieldPath, isKind, kindOf, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { objectIndexOf } from '../lookup/object-index';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^(([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

function configMap(metadata: string): string {
  return `
apiVersion: v1
kind: ConfigMap
metadata: ${metadata}
`;
}

/** Metadata that the API server refuses, and two objects of one name. */
export const C34: DiagnosticRule = {
  code: 'C34',
  title: 'A name or a label is not valid, or an object is there twice',
  severity: 'error',
  security: false,
  written: 'a name, namespace or label that Kubernetes does not allow, or two objects of one kind, namespace and name',
  happens: 'the API server refuses the object; of two objects with one name the one that is applied last replaces the other without a word',
  instead: 'write names in lower-case letters, digits, `-` and `.`, and give every object its own',
  triggers: [
    configMap('{ name: My_Config, namespace: team }'),
    configMap('{ name: config, namespace: team.one }'),
    configMap('{ name: config, namespace: team, labels: { app: "not a label" } }'),
    `${configMap('{ name: config, namespace: team }')}---${configMap('{ name: config, namespace: team }')}`,
    gatewayExample().replace('name: agentgateway-proxy, namespace', `name: ${'a'.repeat(254)}, namespace`),
  ],
  nearMisses: [
    `${configMap('{ name: config.v1, namespace: team, labels: { app.kubernetes.io/name: mcp } }')}---${configMap('{ name: config.v1, namespace: other }')}`,
    gatewayExample(),
  ],
  check: (subject) => [
    ...subject.manifests.flatMap(metadataProblems),
    ...objectIndexOf(subject).size === subject.manifests.length ? [] : repetitions(subject.manifests),
  ],
};

function metadataProblems(manifest: Manifest): readonly RuleFinding[] {
  const { name, namespace, labels = {}, annotations = {} } = manifest.object.metadata;
  const found: RuleFinding[] = [];
  const report = (field: FieldPath, what: string, help: string, of?: 'key'): void => {
    found.push({ manifest, field: ['metadata', ...field], message: `${what} is not valid`, help, ...(of && { of }) });
  };
  if (kindOf(manifest.object)) {
    const isLabel = isKind(manifest, 'Namespace') || isKind(manifest, 'Service');
    if (name.length > (isLabel ? 63 : 253)) {
      found.push({
        manifest,
        field: ['metadata', 'name'],
        message: `the name has ${name.length} characters, more than the ${isLabel ? 63 : 253} that are allowed`,
        help: 'shorten it',
      });
    } else if (!(isLabel ? LABEL : SUBDOMAIN).test(name)) {
      report(['name'], `the name \`${name}\``, `write lower-case letters, digits${isLabel ? '' : ', `.`'} and \`-\`, with a letter or digit at both ends`);
    }
  }
  if (namespace !== undefined && (namespace.length > 63 || !LABEL.test(namespace))) {
    report(['namespace'], `the namespace \`${namespace}\``, 'write at most 63 lower-case letters, digits and `-`');
  }
  for (const [block, map] of [['labels', labels], ['annotations', annotations]] as const) {
    for (const [key, value] of Object.entries(map)) {
      if (!QUALIFIED.test(key)) {
        report([block, key], `the key \`${key}\` in \`${block}\``, 'write it as `name` or `example.com/name`, with a name of at most 63 characters', 'key');
      } else if (block === 'labels' && !LABEL_VALUE.test(value)) {
        report([block, key], `the value \`${value}\` of label \`${key}\``, 'write at most 63 letters, digits, `-`, `_` and `.`, or use an annotation');
      }
    }
  }
  return found;
}

function repetitions(manifests: readonly Manifest[]): readonly RuleFinding[] {
  const first = new Map<string, Manifest>();
  return manifests.flatMap((manifest): RuleFinding[] => {
    const { apiVersion, kind, metadata: { name, namespace } } = manifest.object;
    const group = groupOf(apiVersion);
    // a line break is in none of them that an API server takes
    const identity = `${group}\n${kind}\n${namespace ?? ''}\n${name}`;
    const earlier = first.get(identity);
    if (!earlier) {
      first.set(identity, manifest);
      return [];
    }
    const source = earlier.source?.positionOf([]);
    return [{
      manifest,
      field: ['metadata', 'name'],
      message: `there are two objects \`${kind}\` \`${namespace === undefined ? '' : `${namespace}/`}${name}\`${source ? `, the other one in \`${source.file}\` line ${source.line}` : ''}`,
      help: 'remove one, or give it another name; whichever is applied last replaces the other',
    }];
  });
}
