import { folderOf, type Synthesized } from './example';
import { commandLine } from '../../support/command';
import type { Running } from '../../support/running';

/**
 * Why the reference proxy does not serve an example, one text a reason. A test that expects them fails on the day when the proxy
 * learns one of these, and can then expect more.
 */
export async function refusals(running: Running, objects: readonly Synthesized[]): Promise<string[]> {
  const { code, stdout, stderr } = await commandLine('proxy', await folderOf(running, objects));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  return [...stderr.matchAll(/^error: (.*)$/gm)].map(([, reason]) => reason);
}
