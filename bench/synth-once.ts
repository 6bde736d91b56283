import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ApiObject, App, Yaml } from 'cdk8s';

/**
 * Synthesizes the example in this process, cold and then warm, `with` the checks or `without` them, and prints the milliseconds as JSON: `[cold, warm…]`.
 */
const WARM_RUNS = 20;
const example = join(__dirname, '../examples/secure-github-mcp/main.ts');

/** Runs the example's program, but keeps its app from being synthesized. */
function build(): App {
  const built: App[] = [];
  App.prototype.synth = function keep(this: App) { built.push(this); };
  delete require.cache[example];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- run again and again, which an import is not
  require(example);
  return built[0];
}

const objects = (app: App) => app.node.findAll().filter((node) => ApiObject.isApiObject(node));

const synthesize = {
  with: (app: App) => app.synthYaml(),
  without: (app: App) => Yaml.stringify(...objects(app).map((object) => object.toJson() as object)),
}[process.argv[2] as 'with' | 'without'];

const times = Array.from({ length: 1 + WARM_RUNS }, () => {
  const app = build();
  const begin = performance.now();
  const yaml = synthesize(app);
  const elapsed = performance.now() - begin;
  if (!yaml.includes('name: jwt-rbac')) {
    throw new Error('the example was not synthesized whole');
  }
  return elapsed;
});
process.stdout.write(JSON.stringify(times));
