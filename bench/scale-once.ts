import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget } from 'cdk8s-mcp-gateway';

/** The guide's key names no algorithm; this, and tokens that may lack issuer or audience, is what the two warnings for each policy are about. */
const keys = readFileSync(join(__dirname, '../examples/secure-github-mcp/jwks.json'), 'utf8');
const namingAlgorithm = keys.replaceAll('"kty"', '"alg":"RS256","kty"');

interface ScaleApp {
  readonly count: number;
  readonly warned: boolean;
  readonly targetVersion: string;
  readonly outdir: string;
  /** In every rule, so that no expression is known from the round before. */
  readonly round: number;
}

/** A gateway with `count` backends, routes and policies; each policy has a rule of its own. */
function appOf({ count, warned, targetVersion, outdir, round }: ScaleApp): { app: App; chart: Chart } {
  const app = new App({ outdir });
  app.node.setContext('cdk8s-mcp-gateway/targetVersion', targetVersion);
  const chart = new Chart(app, 'scale', { namespace: 'agentgateway-system' });
  const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
  const jwks = Jwks.fromText(warned ? keys : namingAlgorithm);
  for (let index = 0; index < count; index++) {
    const backend = new McpBackend(chart, `backend-${index}`, { targets: [McpTarget.host(`mcp-${index}.example.com`, { tls: true })] });
    new JwtPolicy(chart, `jwt-${index}`, {
      target: gateway.addRoute(`/mcp-${index}`, backend),
      providers: [{ issuer: 'solo.io', audiences: [`mcp-${round}-${index}`], jwks }],
      allow: [ClaimRule.claim('sub').equals(`user-${round}-${index}`)],
      requireIssuerAndAudience: !warned,
    });
  }
  return { app, chart };
}

/** Prints the times of `synth()` with all checks and of the same objects through plain cdk8s, in turns, in milliseconds. */
function main(): void {
  const count = Number(process.argv[2]);
  const warned = process.argv[3] === 'warned';
  const targetVersion = process.argv[4];
  const rounds = Number(process.argv[5]);
  const keep = process.argv[6];
  let warnings = 0;
  const folders = [mkdtempSync(join(tmpdir(), 'scale-')), mkdtempSync(join(tmpdir(), 'scale-'))];
  const checked: number[] = [];
  const plain: number[] = [];
  let objects = 0;
  // warnings are part of the work, not of the page
  process.stderr.write = (text) => {
    warnings += text.toString().match(/^warning/gm)?.length ?? 0;
    return true;
  };
  try {
    for (let round = 0; round < rounds; round++) {
      const { app, chart } = appOf({ count, warned, targetVersion, outdir: keep ?? folders[0], round });
      checked.push(timed(() => app.synth()));
      const bare = new App({ outdir: folders[1] });
      const bareChart = new Chart(bare, 'scale');
      chart.toJson().forEach((object: ConstructorParameters<typeof ApiObject>[2], index: number) => {
        objects = index + 1;
        return new ApiObject(bareChart, `object-${index}`, object);
      });
      plain.push(timed(() => bare.synth()));
    }
  } finally {
    folders.forEach((folder) => rmSync(folder, { recursive: true }));
  }
  process.stdout.write(JSON.stringify({ objects, warnings: warnings / rounds, checked, plain }));
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

main();
