import { runCommand, type CommandResult } from '../../examples/secure-github-mcp/run-command';
import { command } from '../../examples/secure-github-mcp/start-proxy';

/** Runs the published command line to its end. */
export function commandLine(...args: readonly string[]): Promise<CommandResult> {
  return runCommand(process.execPath, [command, ...args]);
}
