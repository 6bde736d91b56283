import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appInTypeScript } from './app-in-typescript';
import { appThroughJsii } from './app-through-jsii';
import { JsiiClient, JsiiError, struct, type Ref } from './jsii-client';
import { documents, extractedSamples, extractSamples, LANGUAGES, packInstalled, packPackage, type PackedPackage } from './packed-package';
import type { CommandResult } from '../../examples/secure-github-mcp/run-command';
import { GUIDE_JWKS } from '../fixtures/guide';
import { docBlocks } from '../support/doc-blocks';

const ROOT = join(__dirname, '../..');

// one compilation, which takes most of the time, serves all of these tests
jest.setTimeout(180_000);

let folder: string;
let packed: PackedPackage;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cdk8s-mcp-gateway-'));
  packed = await packPackage(join(folder, 'package'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the packages of other languages', () => {
  const expected: Record<typeof LANGUAGES[number], { folder: string; extension: string; declarations: string[] }> = {
    python: {
      folder: 'src/cdk8s_mcp_gateway',
      extension: '.py',
      declarations: ['class McpGateway(', 'class JwtPolicyProps(', 'class JwtMode(', 'def from_file(cls, path: builtins.str) -> "Jwks":', 'def equal_to(', 'def not_('],
    },
    java: {
      folder: 'src/main/java/io/github/cdk8smcpgateway',
      extension: '.java',
      declarations: ['class McpGateway ', 'interface JwtPolicyProps ', 'enum JwtMode ', 'Jwks fromFile(final @org.jetbrains.annotations.NotNull java.lang.String path)', 'ClaimRule equalTo('],
    },
    go: {
      folder: 'cdk8smcpgateway',
      extension: '.go',
      declarations: ['type McpGateway interface', 'type JwtPolicyProps struct', 'type JwtMode string', 'func Jwks_FromFile(path *string) Jwks', 'EqualTo(value interface{}) ClaimRule'],
    },
    dotnet: {
      folder: 'Cdk8s.McpGateway/Cdk8s/McpGateway',
      extension: '.cs',
      declarations: ['class McpGateway :', 'interface IJwtPolicyProps', 'enum JwtMode', 'Jwks FromFile(string path)', 'ClaimRule EqualTo('],
    },
  };

  test.each(LANGUAGES)('declare our classes, props and enumerations in %s', async (language) => {
    const { folder: code, extension, declarations } = expected[language];
    const files = (await readdir(join(packed.generated, language, code))).filter((file) => file.endsWith(extension));
    const text = (await Promise.all(files.map((file) => readFile(join(packed.generated, language, code, file), 'utf8')))).join('\n');
    expect(declarations.filter((declaration) => !text.includes(declaration))).toEqual([]);
  });

  test('are generated without a warning', () => {
    expect(packed.generator.split('\n').filter((line) => /warn|error/i.test(line))).toEqual([]);
  });

  // `not` of the algebra and the `global` of rate limits are `not_` and `global_` in Python; what is `namespace` in Kubernetes is `@namespace` as a parameter in C#
  test('rename three of our names, which are words of a language', () => {
    const reserved = [...packed.compiler.matchAll(/"(\w+)" is a reserved word in (.+?)\. /g)].map(([, name, language]) => `${name} in ${language}`);
    expect([...new Set(reserved)].sort()).toEqual(['global in Python', 'namespace in C#', 'not in Python']);
  });
});

describe('an app in another language', () => {
  let jsii: JsiiClient;
  beforeAll(async () => {
    const dependencies = ['constructs', 'cdk8s', 'cdk8s-plus-28'];
    const tarballs = await packInstalled(dependencies, join(folder, 'dependencies'));
    jsii = await JsiiClient.start(join(folder, 'runtime'));
    for (const [index, name] of dependencies.entries()) {
      await jsii.load(name, installedVersion(name), tarballs[index]);
    }
    await jsii.load('cdk8s-mcp-gateway', '0.0.0', packed.tarball);
  });
  afterAll(() => jsii.stop());
  afterEach(() => { jsii.caller = undefined; });

  test('gives the bytes that it gives in TypeScript', async () => {
    const warnings = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const yaml = await jsii.invoke(await appThroughJsii(jsii, GUIDE_JWKS), 'synthYaml');
    expect(yaml).toBe(appInTypeScript(GUIDE_JWKS).synthYaml());
    warnings.mockRestore();
    expect(yaml).toContain('issuer: solo.io');
  });

  test('attaches a policy to what it made itself', async () => {
    const { app, chart } = await newChart();
    const reference = struct('cdk8s-mcp-gateway.PolicyTargetReference', {
      group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'made-elsewhere', namespace: 'mcp',
    });
    await jsii.invoke(await jsii.make('cdk8s-mcp-gateway.Diagnostics', 'of', chart), 'acknowledge', 'T02', 'the gateway is made elsewhere');
    await jwtPolicy(chart, await jsii.implement('cdk8s-mcp-gateway.ITrafficTarget', 'trafficTarget', reference));
    expect(await jsii.invoke(app, 'synthYaml')).toContain('    - group: gateway.networking.k8s.io\n      kind: Gateway\n      name: made-elsewhere\n');
  });

  test('reads what constructs tell', async () => {
    const { chart } = await newChart();
    const gateway = await jsii.create('cdk8s-mcp-gateway.McpGateway', chart, 'gateway', null);
    expect(await jsii.get(gateway, 'namespace')).toBe('mcp');
    const rule = await jsii.make('cdk8s-mcp-gateway.ClaimRule', 'tool', 'get_me', 'search');
    expect(await jsii.invoke(rule, 'toString')).toBe('tool is one of "get_me", "search"');
  });

  describe('hears of a mistake', () => {
    const wrong = 'claims.sub == "alice"';

    async function mistake(): Promise<JsiiError> {
      const { app, chart } = await newChart();
      const gateway = await jsii.create('cdk8s-mcp-gateway.McpGateway', chart, 'gateway', null);
      await jwtPolicy(chart, gateway, wrong);
      return failure(jsii.invoke(app, 'synthYaml'));
    }

    test('in our words, without a trace of the library or of the runtime\'s files', async () => {
      const { message, remoteStack } = await mistake();
      expect(message).toContain('[access/jwt] error[A05]: there is no variable `claims`\n      --> construct access/jwt\n');
      expect(message).toContain('help: did you mean `jwt`?');
      expect(message).not.toMatch(/\.js\b|^\s+at /m);
      expect(remoteStack).not.toContain('node_modules/cdk8s-mcp-gateway');
    });

    test('with the line of its own code, where it tells its lines', async () => {
      jsii.caller = [
        ['/app/.venv/lib/python3.11/site-packages/cdk8s_mcp_gateway/__init__.py', 3665, 0, '__init__'],
        ['/app/main.py', 12, 0, '<module>'],
      ];
      expect((await mistake()).message).toContain('--> construct access/jwt (/app/main.py:12)');
    });

    test('in a value, at once', async () => {
      const { message, remoteStack } = await failure(jsii.make('cdk8s-mcp-gateway.ClaimRule', 'sourceAddress', '10.0.0.0/99'));
      expect(message).toBe('UsageError: `cidr` is `10.0.0.0/99`, which is no range of addresses\nhelp: write an address and the length of its prefix, such as `10.0.0.0/8`');
      expect(remoteStack).not.toContain('node_modules/cdk8s-mcp-gateway');
    });

    test('in a type or a required prop, from jsii', async () => {
      const { chart } = await newChart();
      const policy = (props: Parameters<typeof struct>[1]) => failure(
        jsii.create('cdk8s-mcp-gateway.JwtPolicy', chart, 'wrong', struct('cdk8s-mcp-gateway.JwtPolicyProps', props)));
      expect((await policy({ providers: [] })).message).toContain('Missing required properties for cdk8s-mcp-gateway.JwtPolicyProps: \'target\'');
      expect((await policy({ providers: 'solo.io', target: chart })).message).toContain('Value is not an array');
    });
  });

  async function newChart(): Promise<{ app: Ref; chart: Ref }> {
    const app = await jsii.create('cdk8s.App', null);
    return { app, chart: await jsii.create('cdk8s.Chart', app, 'access', struct('cdk8s.ChartProps', { namespace: 'mcp' })) };
  }

  async function jwtPolicy(chart: Ref, target: Ref, expression = 'jwt.sub == "alice"'): Promise<void> {
    const jwks = await jsii.make('cdk8s-mcp-gateway.Jwks', 'fromText', GUIDE_JWKS);
    await jsii.create('cdk8s-mcp-gateway.JwtPolicy', chart, 'jwt', struct('cdk8s-mcp-gateway.JwtPolicyProps', {
      target,
      providers: [struct('cdk8s-mcp-gateway.JwtProvider', { issuer: 'solo.io', audiences: ['mcp'], jwks })],
      allow: [await jsii.make('cdk8s-mcp-gateway.ClaimRule', 'cel', expression)],
    }));
  }
});

describe('samples of code', () => {
  let extraction: CommandResult;
  let samples: Record<string, string>[];
  let guide: string;
  beforeAll(async () => {
    guide = completeGuide(await readFile(join(ROOT, 'examples/secure-github-mcp/main.ts'), 'utf8'));
    extraction = await extractSamples(`${await documents()}\n\`\`\`ts nofixture\n${guide}\`\`\`\n`, packed);
    samples = await extractedSamples(packed);
  });

  test('compile, in the README, the guides and the doc comments', () => {
    expect(extraction).toMatchObject({ code: 0, stderr: '' });
  });

  test('name nothing that TypeScript alone has', () => {
    // `equals` is `equalTo` elsewhere, and jsii would translate it to a method that is not there
    expect(samples.filter(({ python }) => python.includes('.equals('))).toEqual([]);
  });

  test('are refused if they do not compile', async () => {
    const wrong = '```ts nofixture\nimport { McpGatway } from \'cdk8s-mcp-gateway\';\n```\n```ts\ngateway.addRote();\n```\n';
    const { code, stderr } = await extractSamples(wrong, packed);
    expect(stderr).toContain('no exported member named \'McpGatway\'');
    expect(stderr).toContain('Property \'addRote\' does not exist');
    expect(code).not.toBe(0);
  });

  describe('of the guide, in Python', () => {
    const start = 'app = App()';
    let imports: string;
    let program: string;
    beforeAll(() => {
      const { text } = docBlocks(join(ROOT, 'docs/python.md'), 'docs/python.md').find(({ language }) => language === 'python')!;
      [imports, program] = [text.slice(0, text.indexOf(start)), text.slice(text.indexOf(start)).trimEnd()];
    });

    test('are what jsii makes of the example in TypeScript, with classes for dictionaries', () => {
      const classes: Record<string, string> = { metadata: 'ApiObjectMetadata', cors: 'Cors', providers: 'JwtProvider' };
      const { python } = samples.find(({ $ }) => $ === guide.trimEnd())!;
      const withClasses = python.replace(/(\w+)=(\[?)\{([^}]*)\}/g,
        (_, prop: string, list: string, entries: string) => `${prop}=${list}${classes[prop]}(${entries.replace(/"(\w+)": /g, '$1=')})`);
      expect(program).toBe(withClasses.slice(withClasses.indexOf(start)));
    });

    test('import what they use', () => {
      const imported = imports.replace(/^from \w+ import/gm, '').match(/\b[A-Z]\w*/g)!;
      const used = new Set([...program.matchAll(/(?<!["\w])([A-Z]\w*)(?=[.(])/g)].map(([, name]) => name));
      expect([...imported].sort()).toEqual([...used].sort());
    });
  });
});

/** The example as it is when nobody asks for a stage of the guide, with nothing of TypeScript's own. */
function completeGuide(main: string): string {
  return main
    .replace(/^import .* from 'node:path';\n/m, '')
    .replace(/^\/\/ the guide's stages [^]*?\n\n/m, '')
    .replace(/onlyAlice \? (.*) : undefined/, '$1')
    .replace(/^if \(toolAccess\) \{\n([^]*?)^\}\n/m, (_, body: string) => body.replace(/^ {2}/gm, ''))
    .replace('join(__dirname, \'jwks.json\')', '\'jwks.json\'')
    .replaceAll('.equals(', '.equalTo(');
}

function installedVersion(name: string): string {
  return (jest.requireActual(`${name}/package.json`) as { version: string }).version;
}

async function failure(promise: Promise<unknown>): Promise<JsiiError> {
  const error: unknown = await promise.then(() => undefined, (thrown: unknown) => thrown);
  if (error instanceof JsiiError) return error;
  throw new Error('it did not fail', { cause: error });
}
