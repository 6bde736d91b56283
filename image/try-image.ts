import { readFile } from 'node:fs/promises';
import { type ContainerEngine, engineOutput } from './container-engine';
import { guideStages } from '../examples/secure-github-mcp/guide-stage';
import { prepareExample, type PreparedExample } from '../examples/secure-github-mcp/prepared-example';
import { startProcess } from '../examples/secure-github-mcp/running-process';
import { playStage, type StepOutcome } from '../examples/secure-github-mcp/self-test';

/** Looks at what is in the image, and plays each stage of the guide against a container with no more rights than it needs. */
export async function* tryImage(engine: ContainerEngine, image: string): AsyncGenerator<StepOutcome> {
  yield {
    step: 'image: what it adds to its base',
    expected: 'app/ app/LICENSE app/cdk8s-mcp-gateway.cjs app/cdk8s-mcp-gateway.cjs.LICENSES.txt app/program.cjs app/program.cjs.compiled',
    actual: await addedFiles(engine, image),
  };
  for (const stage of guideStages) {
    const example = await prepareExample({ stage });
    try {
      const container = `cdk8s-mcp-gateway-${process.pid}-${stage}`;
      const proxy = await startProcess(engine.program, runArguments(engine, image, container, example), {
        env: engine.env,
        ready: /^listening on http:\/\/\S+?:(\d+) .*\n/m,
      });
      try {
        yield { step: `${stage}: rights of the container`, expected: leastRights, actual: await rights(engine, container) };
        yield* playStage(stage, `http://localhost:${proxy.ready[1]}/mcp-github`);
        await engineOutput(engine, ['stop', '-t', '10', container]);
        yield { step: `${stage}: the container is stopped`, expected: 'exit code 0', actual: `exit code ${await proxy.exited}` };
      } finally {
        await proxy.stop();
      }
    } finally {
      await example.close();
    }
  }
}

function runArguments(engine: ContainerEngine, image: string, container: string, example: PreparedExample): string[] {
  return [
    'run', '--rm', '--name', container, '--network', 'host',
    '--read-only', ...engine.runArguments, '--cap-drop', 'all', '--security-opt', 'no-new-privileges',
    '--memory', '256m', '--pids-limit', '64', '--cpus', '1',
    '--volume', `${example.manifests}:/manifests/app:ro`,
    '--volume', `${example.secrets}:/manifests/secrets:ro`,
    '--volume', `${example.backend.certificate}:/certificate.pem:ro`,
    '--env', 'NODE_EXTRA_CA_CERTS=/certificate.pem',
    image,
    'proxy', '/manifests', '--listen', '80=0.0.0.0:0', '--resolve', example.backend.resolve,
  ];
}

const leastRights = 'uid 65532, capabilities none, no new privileges 1, seccomp 2, root file system ro';

/** What the kernel says of the container's first process. */
async function rights(engine: ContainerEngine, container: string): Promise<string> {
  const pid = await engineOutput(engine, ['inspect', '--format', '{{.State.Pid}}', container]);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s+(\\w+)`, 'm').exec(status)?.[1];
  const capabilities = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].filter((set) => !/^0+$/.test(field(set) ?? ''));
  const root = (await readFile(`/proc/${pid}/mountinfo`, 'utf8')).split('\n').map((line) => line.split(' ')).find((mount) => mount[4] === '/');
  return [
    `uid ${field('Uid')}`,
    `capabilities ${capabilities.join(' ') || 'none'}`,
    `no new privileges ${field('NoNewPrivs')}`,
    `seccomp ${field('Seccomp')}`,
    `root file system ${root?.[5]?.split(',')[0]}`,
  ].join(', ');
}

/** Files of the image that its base has not. */
async function addedFiles(engine: ContainerEngine, image: string): Promise<string> {
  const base = new Set(await files(engine, engine.runtimeImage));
  return (await files(engine, image)).filter((file) => !base.has(file)).sort().join(' ');
}

async function files(engine: ContainerEngine, image: string): Promise<string[]> {
  const container = await engineOutput(engine, ['create', image, '-']);
  try {
    const shell = { program: 'sh', env: engine.env };
    const listing = await engineOutput(shell, ['-c', `set -e; ${engine.program} export ${container} | tar -t`]);
    return listing.split('\n').filter((file) => !/^(dev|proc|sys|run|etc\/(hosts|hostname|resolv\.conf|mtab))(\/|$)|^\.dockerenv$/.test(file));
  } finally {
    await engineOutput(engine, ['rm', container]);
  }
}
