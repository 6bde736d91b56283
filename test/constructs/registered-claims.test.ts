import { Testing } from 'cdk8s';
import { chartFor, jwks, served, Synthesized } from './support';
import { Jwks, JwtMode, JwtPolicy, JwtProvider } from '../../src';
import { diagnose } from '../../src/diagnostics';
import { readManifests } from '../../src/manifest';
import { GUIDE_JWKS } from '../fixtures/guide';

const otherJwks = Jwks.fromObject({ keys: [{ ...JSON.parse(GUIDE_JWKS).keys[0], kid: 'other' }] });
const forMcp: JwtProvider = { issuer: 'me', audiences: ['mcp'], jwks };
const forAnyone = (issuer: string): JwtProvider => ({ issuer, anyAudience: 'a test', jwks: otherJwks });

/** What the checker says of tokens without claims, of a policy with these providers; `without` leaves the synthesized guard out. */
function j09(providers: JwtProvider[], { mode, without = false }: { mode?: JwtMode; without?: boolean } = {}): string[] {
  const chart = chartFor();
  new JwtPolicy(chart, 'jwt', { target: served(chart).gateway, metadata: { name: 'jwt' }, mode, providers });
  const objects = Testing.synth(chart).filter((object: Synthesized) => !without || object.kind !== 'AgentgatewayPolicy' || object.spec.traffic.jwtAuthentication);
  if (without) delete objects.find((object: Synthesized) => object.kind === 'AgentgatewayPolicy').spec.traffic.authorization;
  const { manifests } = readManifests([{ file: 'app.yaml', text: objects.map((object: unknown) => JSON.stringify(object)).join('\n---\n') }]);
  return diagnose(manifests, { targetVersion: '1.4' }).filter(({ code }) => code === 'J09').map(({ message }) => message);
}

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => jest.restoreAllMocks());

test.each<[string, JwtMode | undefined]>([['Strict', undefined], ['Optional', JwtMode.OPTIONAL]])(
  'in mode %s, the guard asks each provider for itself, so that one without audiences opens nothing for the others', (_, mode) => {
    expect(j09([forMcp, forAnyone('they')], { mode })).toStrictEqual([]);
  });

test('without the guard, tokens of both pass', () => {
  expect(j09([forMcp, forAnyone('they')], { without: true })).toStrictEqual([expect.stringContaining('a token without `iss` or without `aud` passes')]);
});

test('where both have one issuer, tokens of it without `aud` pass', () => {
  expect(j09([forMcp, forAnyone('me')])).toStrictEqual([expect.stringContaining('a token without `aud` passes')]);
});
