import { diagnose } from '../../../src/diagnostics';
import { J08 } from '../../../src/diagnostics/rules/J08';
import { readManifests } from '../../../src/manifest';

test.each([
  ['no route', J08.triggers[0], 'for this gateway'],
  ['a route', J08.triggers[1], 'for this gateway; until then they open backend `agentgateway-system/github`'],
])('with %s, the way out names the backends that stand open', (_title, text, end) => {
  const found = diagnose(readManifests([{ file: 'example.yaml', text: text ?? '' }]).manifests, { targetVersion: '1.4' });
  expect(found.find(({ code }) => code === 'J08')?.help).toBe(`set \`audiences\` to what the identity provider puts into \`aud\` ${end}`);
});
