import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { celEnv, celFunc, celMethod, CelScalar, mapType, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { buildSync } from 'esbuild';
import type { Activation } from '../src/cel';
import type { CelCidr as Cidr, CelIp as Ip } from '../src/cel/values';
import { Environment } from '../src/vendor/cel-js';

/**
 * Speed of the expression engine beside the two best engines for JavaScript, on the expressions of rules that people write.
 * Prints Markdown. All amounts are processor time; ratios count, since the rest depends on the machine.
 */

/** The room in one file, as the command and the proxy carry it. */
type Room = typeof import('../src/cel') & Pick<typeof import('../src/cel/values'), 'parseCidr' | 'parseIp'>;

const folder = mkdtempSync(join(tmpdir(), 'cel-room-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const SOURCES = join(__dirname, '..', 'src');
const BUNDLE = join(folder, 'room.js');
buildSync({
  stdin: { contents: 'export * from \'./cel\'; export { parseCidr, parseIp } from \'./cel/values\';', resolveDir: SOURCES },
  outfile: BUNDLE,
  bundle: true,
  platform: 'node',
  logLevel: 'error',
});
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has just been built
const { CelCidr, CelHeaders, compileExpression, parseCidr, parseIp, parseJson } = require(BUNDLE) as Room;

const EXPRESSIONS = [
  'jwt.sub == "alice"',
  '"dev" in jwt.groups && mcp.tool.name in ["get_me", "list_issues", "search"]',
  'jwt.email.endsWith("@example.com") && request.headers["x-team"].startsWith("a")',
  'jwt.groups.exists(g, g == "admin")',
  'cidr("10.0.0.0/8").containsIP(source.address)',
];

const ROUNDS = 9;
const ROUND_MILLISECONDS = 60;
const COMPILED_RULES = 1000;
const LOADS = 9;

const claims = '{"sub":"alice","email":"alice@example.com","groups":["dev","ops","admin"]}';

const activation: Activation = {
  jwt: parseJson(claims),
  mcp: { tool: { target: 'github', name: 'get_me' } },
  source: { address: '10.1.2.3', port: 43210 },
  request: {
    method: 'POST', uri: 'http://example.com/mcp', path: '/mcp', pathAndQuery: '/mcp', version: 'HTTP/1.1', headers: CelHeaders.ofRequest([['x-team', 'alpha']]),
  },
};

/** What the other engines take for the variables. */
const plain = {
  jwt: JSON.parse(claims) as Record<string, unknown>,
  mcp: { tool: { target: 'github', name: 'get_me' } },
  source: { address: '10.1.2.3', port: 43210n },
  request: { headers: { 'x-team': 'alpha' } },
};

type Evaluator = () => unknown;

function ours(expression: string): Evaluator {
  const compiled = compileExpression(expression, { mode: 'faithful' });
  return () => compiled.matches(activation);
}

interface MarcEnvironment {
  registerVariable(name: string, type: string): MarcEnvironment;
  registerType(name: string, type: unknown): MarcEnvironment;
  registerFunction(signature: string, run: unknown): MarcEnvironment;
  parse(expression: string): (context: unknown) => unknown;
}

function marc(expression: string): Evaluator {
  const environment = new Environment({ homogeneousAggregateLiterals: false }) as unknown as MarcEnvironment;
  for (const name of Object.keys(plain)) environment.registerVariable(name, 'map<string, dyn>');
  environment.registerType('Cidr', CelCidr)
    .registerFunction('cidr(string): Cidr', (text: string) => parseCidr(text))
    .registerFunction('Cidr.containsIP(string): bool', (cidr: Cidr, text: string) => cidr.containsIp(parseIp(text) as Ip));
  const evaluate = environment.parse(expression);
  return () => evaluate(plain);
}

function bufbuild(expression: string): Evaluator {
  const dynamic = mapType(CelScalar.STRING, CelScalar.DYN);
  const environment = celEnv({
    variables: { jwt: dynamic, mcp: dynamic, source: dynamic, request: dynamic },
    funcs: [
      ...strings,
      // this engine has values of its own for messages only, so that a network stays a text
      celFunc('cidr', [CelScalar.STRING], CelScalar.STRING, (text) => text),
      celMethod('containsIP', CelScalar.STRING, [CelScalar.STRING], CelScalar.BOOL, function (text) {
        return (parseCidr(this) as Cidr).containsIp(parseIp(text) as Ip);
      }),
    ],
  });
  const evaluate = plan(environment, parse(expression));
  return () => evaluate(plain as never);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Processor time, which what else runs on the machine does not change much. */
function millisecondsSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e3;
}

/** Evaluations in a second of processor time, in one round. */
function rate(evaluate: Evaluator): number {
  const begin = process.cpuUsage();
  let count = 0;
  let elapsed = 0;
  while (elapsed < ROUND_MILLISECONDS) {
    for (let repeat = 0; repeat < 2000; repeat++) evaluate();
    count += 2000;
    elapsed = millisecondsSince(begin);
  }
  return count / (elapsed / 1e3);
}

function millions(perSecond: number): string {
  return `${(perSecond / 1e6).toFixed(2)} M`;
}

function measureEvaluation(): void {
  console.log('| expression | this engine | @marcbachmann/cel-js | @bufbuild/cel | times the faster one |\n| --- | --- | --- | --- | --- |');
  for (const expression of EXPRESSIONS) {
    const engines = [ours(expression), marc(expression), bufbuild(expression)];
    for (const evaluate of engines) if (evaluate() !== true) throw new Error(`\`${expression}\` must be true in every engine`);
    const rates: number[][] = engines.map(() => []);
    for (let round = 0; round < ROUNDS; round++) engines.forEach((evaluate, index) => rates[index].push(rate(evaluate)));
    const [own, first, second] = rates.map(median);
    const row = [`\`${expression}\``, millions(own), millions(first), millions(second), (own / Math.max(first, second)).toFixed(1)];
    console.log(`| ${row.join(' | ').replaceAll('||', '\\|\\|')} |`);
  }
}

function measureCompilation(): void {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rules = Array.from({ length: COMPILED_RULES }, (_, index) => EXPRESSIONS[index % EXPRESSIONS.length].replace('alice', `user-${round}-${index}`));
    const begin = process.cpuUsage();
    for (const rule of rules) compileExpression(rule, { mode: 'strict' });
    times.push(millisecondsSince(begin));
  }
  console.log(`\n${COMPILED_RULES} rules are compiled in ${times[0].toFixed(1)} ms by a cold process, in ${median(times).toFixed(1)} ms by a warm one.`);
}

/** In fresh processes: as one file, and with a file for each module, as the construct library has it. */
function measureLoading(): void {
  const modules = join(folder, 'modules');
  buildSync({
    entryPoints: [join(SOURCES, 'cel', '**', '*.ts'), join(SOURCES, 'vendor', 'cel-js.js')],
    outdir: modules,
    outbase: SOURCES,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
  });
  const [bundled, loose] = [BUNDLE, join(modules, 'cel', 'index.js')].map(loadingTime);
  console.log(`\nThe room is loaded in ${bundled.toFixed(1)} ms as one file, in ${loose.toFixed(1)} ms with a file for each module.`);
}

function loadingTime(file: string): number {
  const program = `const begin = process.cpuUsage(); require(${JSON.stringify(file)}); `
    + 'const { user, system } = process.cpuUsage(begin); console.log((user + system) / 1e3);';
  return median(Array.from({ length: LOADS }, () => Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }))));
}

measureEvaluation();
measureCompilation();
measureLoading();
