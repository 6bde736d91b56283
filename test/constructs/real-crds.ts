import { existsSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { rendered } from './support';
import { readCrds, validateCustomResource, type CustomKinds } from '../../src/crds';
import { manifestsOf } from '../../src/manifest';
import { REAL_CRDS } from '../crds/support';

let kinds: CustomKinds | undefined;

/** A test that needs the real CRDs, which lie beside the checkout or not. */
export const testWithCrds = existsSync(REAL_CRDS) ? test : (name: string): void => test.skip(`${name}: ${REAL_CRDS} does not exist`, () => undefined);

/** What the CRDs of agentgateway 1.4.1 and Gateway API 1.6.1 refuse about the objects of these kinds in a chart, of which there must be some. */
export function refusedByCrds(chart: Chart, ...names: string[]): string[] {
  kinds ??= readCrds(REAL_CRDS);
  return names.flatMap((kind) => {
    const objects = rendered(chart, kind);
    if (objects.length === 0) return [`no ${kind}`];
    return objects.flatMap((object) => {
      const [manifest] = manifestsOf(object).manifests;
      if (manifest === undefined) return ['no object'];
      return (validateCustomResource(manifest, kinds!) ?? [{ message: `no CRD of ${kind}` }]).map(({ message }) => message);
    });
  });
}
