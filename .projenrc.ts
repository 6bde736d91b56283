import { cdk8s, javascript, JsonFile } from 'projen';

/** Packages that the construct library needs at run time; they travel inside the package, as jsii asks. */
const libraryDependencies = ['js-yaml@5.5.0', 're2js@2.10.0'];

/** Packages of the command line and the proxy; esbuild puts them into the one file that is published. */
const commandDependencies = ['@bufbuild/cel@0.6.1', '@bufbuild/protobuf@2.17.0', 'commander@14.0.3', 'eventsource-parser@3.1.1', 'jose@6.2.18', 'undici@7.30.2'];

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-mcp-gateway',
  description: 'Secure access to MCP servers behind agentgateway: written in TypeScript, checked before it is applied',
  author: 'cdk8s-mcp-gateway maintainers',
  authorAddress: 'maintainers@cdk8s-mcp-gateway.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-mcp-gateway/cdk8s-mcp-gateway.git',
  keywords: ['cdk8s', 'kubernetes', 'mcp', 'agentgateway', 'gateway-api', 'jwt', 'cel'],
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-mcp-gateway authors',
  copyrightPeriod: '2026',

  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.3',
  cdk8sVersion: '2.70.106',
  constructsVersion: '10.5.1',

  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,

  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  peerDependencyOptions: { pinnedDevDependency: true },

  // what the package is called in other languages
  publishToPypi: { distName: 'cdk8s-mcp-gateway', module: 'cdk8s_mcp_gateway' },
  publishToMaven: { javaPackage: 'io.github.cdk8smcpgateway', mavenGroupId: 'io.github.cdk8s-mcp-gateway', mavenArtifactId: 'cdk8s-mcp-gateway' },
  publishToGo: { moduleName: 'github.com/cdk8s-mcp-gateway/cdk8s-mcp-gateway-go', packageName: 'cdk8smcpgateway' },
  publishToNuget: { dotNetNamespace: 'Cdk8s.McpGateway', packageId: 'Cdk8s.McpGateway' },

  bin: { 'cdk8s-mcp-gateway': 'lib/cdk8s-mcp-gateway.cjs' },
  deps: libraryDependencies,
  bundledDeps: libraryDependencies.map((dependency) => dependency.replace(/@[\d.]+$/, '')),
  devDeps: [
    ...commandDependencies,
    '@bufbuild/cel-spec@0.6.1',
    '@jsii/runtime@1.140.0',
    '@jsii/spec@1.140.0',
    '@marcbachmann/cel-js@8.0.0',
    '@microsoft/jest-sarif@1.0.0-beta.0',
    '@modelcontextprotocol/inspector-cli@0.17.5',
    '@modelcontextprotocol/sdk@1.32.2',
    '@types/node@^20',
    '@xmldom/xmldom@0.9.12',
    'ajv-formats@3.0.1',
    'ajv@8.20.0',
    'cdk8s-cli@2.207.60',
    'esbuild@0.28.2',
    'fast-check@4.10.2',
    'jsii-pacmak@1.140.0',
    'selfsigned@5.5.0',
    'tsx@4.23.15',
    'yaml@2.9.1',
    'zod@4.6.7',
  ],

  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'bench', 'scripts', 'image'] },
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,

    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      maxWorkers: 2,
      globalSetup: '<rootDir>/test/own-temporary-folder.js',
      globalTeardown: '<rootDir>/test/remove-temporary-folder.js',
      moduleNameMapper: { '^cdk8s-mcp-gateway$': '<rootDir>/src' },
      // `jose` ships ES modules only, which jest cannot load on Node 20
      transform: {
        '/node_modules/jose/.+\\.js$': new javascript.Transform('<rootDir>/test/esm-to-cjs.js'),
      },
      transformIgnorePatterns: ['/node_modules/(?!jose/)'],
      modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/lib', '<rootDir>/cdk.out'],
    },
  },
  tsconfig: {
    compilerOptions: { module: 'node20', target: 'ES2022', lib: ['es2022'], skipLibCheck: true },
  },
  docgenFilePath: 'API.md',
  gitignore: ['/dist/', '/lib/', '.DS_Store', '*.tgz'],
});

// the registry holds the platform packages of unrs-resolver 1.13.0 only in part, which makes `npm ci` refuse the lock file
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// the runtime that serves other languages carries its kernel in its bundle; the one that it names here is never loaded, and not in every registry
project.package.addPackageResolutions('@jsii/kernel@1.22.0');

// what only the command line needs is in its one file
for (const path of ['/lib/cli/', '/lib/crds/', '/lib/proxy/', '/lib/jwt/jose/']) {
  project.addPackageIgnore(path);
}
// compiled code is for one release of Node, and no two builds of it are the same
project.addPackageIgnore('/lib/program.cjs.compiled');
for (const path of ['/bench/', '/docs/', '/examples/', '/image/', '/scripts/', '/test/', '/.ci/', '/.projenrc.ts', '/projenrc/']) {
  project.addPackageIgnore(path);
}

project.gitignore.exclude('/src/vendor/*.js', '.jsii.tabl.json');

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

for (const script of ['prestart', 'pretest', 'prebuild', 'prebench']) {
  project.package.setScript(script, '[ -d node_modules ] || npm ci --no-audit --no-fund');
}

const vendor = project.addTask('vendor', {
  description: 'Bundle the expression parser, an ES module, to CommonJS so that a user\'s jest can load it',
  exec: 'esbuild @marcbachmann/cel-js --bundle --platform=node --target=node20 --format=cjs --legal-comments=inline --log-level=warning --outfile=src/vendor/cel-js.js',
});
project.preCompileTask.prependSpawn(vendor);
project.postCompileTask.prependExec('mkdir -p lib/vendor && cp src/vendor/cel-js.js src/vendor/*.d.ts src/vendor/LICENSE* lib/vendor/');

const bundle = project.addTask('bundle', {
  description: 'Put the command line and the proxy into one file',
  steps: [
    { spawn: vendor.name },
    { exec: 'tsx scripts/bundle.ts' },
  ],
});
project.postCompileTask.spawn(bundle);

// only the package for npm is built here; `jsii-pacmak --code-only` covers the other languages in the tests
project.packageTask.reset('jsii-pacmak -v --target js');

const typecheck = project.addTask('typecheck', {
  description: 'Check the types of what jest and tsx run without looking at them',
  steps: ['test', 'examples', 'bench', 'scripts', 'image'].map((folder) => ({ exec: `tsc --noEmit -p ${folder}` })),
});
project.testTask.prependSpawn(bundle);
project.testTask.spawn(typecheck);

// programs that run from source, as a user's own would: the package is found under its name
for (const folder of ['examples', 'bench', 'scripts', 'image']) {
  new JsonFile(project, `${folder}/tsconfig.json`, {
    obj: {
      extends: '../tsconfig.json',
      compilerOptions: { noEmit: true, rootDir: '..', isolatedModules: true, paths: { 'cdk8s-mcp-gateway': ['../src/index.ts'] } },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    },
  });
}

// what synthesis costs is measured on the package as it is published
new JsonFile(project, 'bench/tsconfig.package.json', {
  obj: { extends: './tsconfig.json', compilerOptions: { paths: { 'cdk8s-mcp-gateway': ['../lib/index.js'] } } },
});

project.package.setScript('start', 'projen bundle && tsx --tsconfig examples/tsconfig.json examples/secure-github-mcp/start.ts');
project.package.setScript('bench', 'projen pre-compile && projen compile && projen post-compile && tsx --tsconfig bench/tsconfig.json bench/main.ts');
project.package.setScript('image', 'projen bundle && tsx image/build.ts');

// imports point down this list and never up (`constructs`, `proxy` and `cli` are on top and do not know each other)
const below: Record<string, string[]> = {
  manifest: [],
  cel: [],
  jwt: [],
  crds: ['manifest'],
  gateway: ['manifest'],
  decision: ['manifest', 'cel', 'jwt', 'gateway'],
  analysis: ['manifest', 'cel', 'jwt', 'gateway', 'decision'],
  diagnostics: ['manifest', 'cel', 'jwt', 'gateway', 'decision', 'analysis'],
  constructs: ['manifest', 'cel', 'jwt', 'gateway', 'decision', 'analysis', 'diagnostics'],
  proxy: ['manifest', 'cel', 'jwt', 'gateway', 'decision', 'analysis', 'diagnostics'],
  validation: ['manifest', 'gateway', 'diagnostics'],
  cli: ['manifest', 'cel', 'jwt', 'crds', 'gateway', 'decision', 'analysis', 'diagnostics'],
};
const construct = ['cdk8s', 'cdk8s-plus-28', 'constructs'];
for (const [room, allowed] of Object.entries(below)) {
  const forbiddenRooms = Object.keys(below).filter((other) => other !== room && !allowed.includes(other));
  project.eslint?.addOverride({
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', {
        paths: [
          ...(room === 'constructs' ? [] : construct.map((name) => ({ name, message: 'only src/constructs knows cdk8s' }))),
          ...(room === 'cli' || room === 'proxy' ? [] : [{ name: 'jose', message: 'the construct library must load without ES modules; use node:crypto' }]),
        ],
        patterns: [
          { regex: `^(\\.\\./)+(${forbiddenRooms.join('|')})(/|$)`, message: 'imports point down the list of rooms, never up' },
          { regex: `^(\\.\\./)+(${Object.keys(below).join('|')})/(?!jose$)`, message: 'another room is imported by its index' },
        ],
      }],
    },
  });
}
// the one place where a command starts the proxy
project.eslint?.addOverride({ files: ['src/cli/proxy.ts'], rules: { 'no-restricted-imports': 'off' } });
project.eslint?.addOverride({ files: ['src/jwt/jose/*.ts'], rules: { 'no-restricted-imports': 'off' } });
project.eslint?.addOverride({
  files: ['src/cli/**/*.ts', 'src/crds/**/*.ts', 'src/proxy/**/*.ts', 'src/jwt/jose/*.ts', 'image/*.ts'],
  rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true }] },
});
// the resolver does not read the exports of the SDK; the compiler does
project.eslint?.addRules({ 'import/no-unresolved': ['error', { ignore: ['^@modelcontextprotocol/sdk/', '^@bufbuild/cel', '^cdk8s-mcp-gateway$'] }] });
project.eslint?.addIgnorePattern('src/vendor');

project.synth();
