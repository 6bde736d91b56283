import { dirname, join } from 'node:path';
import { runCommand, type CommandResult } from '../../examples/secure-github-mcp/run-command';

const program = join(__dirname, '../../node_modules/@modelcontextprotocol/inspector-cli/build/cli.js');

/** Runs the MCP Inspector's command line as the guide does, with a bearer token or without. */
export function inspector(url: string, token: string | undefined, ...request: readonly string[]): Promise<CommandResult> {
  return runCommand(process.execPath, [
    program,
    '--cli', url,
    '--transport', 'http',
    '--header', 'mcp-protocol-version: 2024-11-05',
    ...request,
    ...(token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`]),
    // outside the package it is a part of, it finds its package.json from this folder only
  ], { cwd: dirname(program) });
}
