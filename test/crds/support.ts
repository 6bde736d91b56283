import { join } from 'node:path';
import { readCrds, validateCustomResource, type CustomKinds } from '../../src/crds';
import { readManifests, type ManifestProblem } from '../../src/manifest';

/** The hand-written CRD. */
export const WIDGETS = join(__dirname, '../fixtures/crds/widgets.yaml');

/** The CRDs of agentgateway 1.4.1 and of Gateway API 1.6.1, where they lie beside the checkout. */
export const REAL_CRDS = join(__dirname, '../../../shared/crds');

let widgets: CustomKinds | undefined;

/** What is refused in a Widget with this spec. */
export function problemsOfWidget(spec: unknown, more: object = {}): ManifestProblem[] {
  widgets ??= readCrds(WIDGETS);
  const object = { apiVersion: 'test.example/v1', kind: 'Widget', metadata: { name: 'w' }, spec, ...more };
  return validateCustomResource({ object }, widgets)!;
}

/** The problems of the objects of a YAML text, by the CRDs of a file. */
export function problemsOfYaml(text: string, crds: string): ManifestProblem[] {
  const { manifests, problems } = readManifests([{ file: 'in.yaml', text }]);
  const kinds = readCrds(crds);
  return [...problems, ...manifests.flatMap((manifest) => validateCustomResource(manifest, kinds) ?? [])];
}
