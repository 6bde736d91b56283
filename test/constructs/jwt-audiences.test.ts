import { Chart, Testing } from 'cdk8s';
import { chartFor, jwks, served, synthesized } from './support';
import { Diagnostics, Jwks, JwtPolicy, JwtProvider, TargetVersion } from '../../src';
import { diagnose } from '../../src/diagnostics';
import { readManifests } from '../../src/manifest';
import { GUIDE_JWKS } from '../fixtures/guide';

let written: string[];

beforeEach(() => {
  written = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});

afterEach(() => jest.restoreAllMocks());

function policyWith(...providers: JwtProvider[]): JwtPolicy {
  const chart = chartFor();
  return new JwtPolicy(chart, 'jwt', { target: served(chart).gateway, metadata: { name: 'jwt' }, providers });
}

const otherKeys = Jwks.fromObject({ keys: [{ ...JSON.parse(GUIDE_JWKS).keys[0], kid: 'other' }] });

test('a provider without `audiences` is refused, with what would happen on the target release and the two ways out', () => {
  const chart = chartFor(TargetVersion.V1_2);

  expect(() => new JwtPolicy(chart, 'jwt', { target: served(chart).gateway, providers: [{ issuer: 'me', jwks }] })).toThrow(
    '`audiences` of provider `me` is missing, so agentgateway 1.2 would accept tokens that the issuer made for any other service\n'
    + 'help: give `audiences`: what the issuer puts into `aud` for this gateway, or `anyAudience`: why every audience is acceptable here',
  );
});

test.each<[string, Partial<JwtProvider>, string]>([
  ['`audiences` and `anyAudience`', { audiences: ['mcp'], anyAudience: 'a test' }, '`audiences` of provider `me` is given, and `anyAudience` too'],
  ['an empty reason', { anyAudience: ' ' }, '`anyAudience` of provider `me` is empty'],
  ['a reason of two lines', { anyAudience: 'a\nB27: b' }, '`anyAudience` of provider `me` has more than one line'],
  ['no audience in the list', { audiences: [] }, '`audiences` of provider `me` is empty'],
  ['an empty audience', { audiences: ['mcp', ''] }, '`audiences` of provider `me` has an entry without a character'],
  ['a blank around an audience', { audiences: ['mcp '] }, '`audiences` of provider `me` has "mcp ", with blanks around it or a control character in it'],
  ['an audience twice', { audiences: ['mcp', 'a', 'mcp'] }, '`audiences` of provider `me` has `mcp` twice'],
  ['a line break in the issuer', { issuer: 'me\n', audiences: ['mcp'] }, '`issuer` is "me\\n", with blanks around it or a control character in it'],
  ['65 audiences', { audiences: Array.from({ length: 65 }, (_, index) => `a${index}`) }, '`audiences` has 65 entries\nhelp: give 1 to 64 entries'],
])('a provider with %s is refused', (_, props, message) => {
  expect(() => policyWith({ issuer: 'me', jwks, ...props })).toThrow(message);
});

test('with a reason, the policy has no audiences, and J08 is acknowledged with it, at synthesis and for `check`', () => {
  const { apiObject } = policyWith({ issuer: 'me', jwks, anyAudience: ' single tenant ' });
  const yaml = Testing.synth(Chart.of(apiObject)).map((object) => JSON.stringify(object)).join('\n---\n');
  const found = diagnose(readManifests([{ file: 'dist.yaml', text: yaml }]).manifests, { targetVersion: '1.4' });

  expect(yaml).not.toContain('"audiences"');
  expect(written.filter((text) => text.includes('J08'))).toStrictEqual([]);
  expect(found.filter(({ code }) => code === 'J08')).toStrictEqual([expect.objectContaining({ acknowledged: 'single tenant' })]);
  expect(found.filter(({ code }) => code === 'S04')).toStrictEqual([]);
});

test('a reason holds for its own policy alone', () => {
  const chart = chartFor();
  const { gateway, route } = served(chart);
  new JwtPolicy(chart, 'open', { target: gateway, metadata: { name: 'open' }, providers: [{ issuer: 'me', jwks, anyAudience: 'a test' }] });
  new JwtPolicy(chart, 'closed', {
    target: route,
    metadata: { name: 'closed' },
    providers: [{ issuer: 'me', jwks, audiences: ['mcp'] }],
    // the fragment takes away what the prop says
    spec: { traffic: { jwtAuthentication: { providers: [{ issuer: 'me', jwks: { inline: GUIDE_JWKS } }] } } },
  });
  synthesized(chart, 'AgentgatewayPolicy');

  expect(written.filter((text) => text.includes('[J08]'))).toStrictEqual([expect.stringContaining('construct chart/closed ')]);
});

test('the reasons of several providers are all there, each once', () => {
  const { apiObject } = policyWith({ issuer: 'me', jwks, anyAudience: 'a test' }, { issuer: 'you', jwks: otherKeys, anyAudience: 'another' },
    { issuer: 'they', jwks: Jwks.fromUrl('https://idp.example.com/keys'), anyAudience: 'a test' });
  Testing.synth(Chart.of(apiObject));

  expect(apiObject.toJson().metadata.annotations).toStrictEqual({ 'cdk8s-mcp-gateway.dev/acknowledge': 'J08: a test; another' });
});

test('an acknowledgement of J08 takes the place of the reason', () => {
  const policy = policyWith({ issuer: 'me', jwks, anyAudience: 'a test' });
  Diagnostics.of(policy).acknowledge('J08', 'known');
  Testing.synth(Chart.of(policy));

  expect(policy.apiObject.toJson().metadata.annotations).toStrictEqual({ 'cdk8s-mcp-gateway.dev/acknowledge': 'J08: known' });
});
