import { join } from 'node:path';
import { runCommand, type CommandResult } from '../../examples/secure-github-mcp/run-command';

const root = join(__dirname, '../..');

/**
 * Commands as a reader has them, mapped to what stands in this checkout. The scripts of package.json are only looked up: they are the tests
 * themselves, or run beside them. A proxy is started and, once it is ready, stopped. Whatever is not known here fails.
 */
const commands = `
cdk8s-mcp-gateway() {
  if [ "$1" != proxy ]; then node "$ROOT/lib/cdk8s-mcp-gateway.cjs" "$@"; return; fi
  local line pid
  exec 3< <(node "$ROOT/lib/cdk8s-mcp-gateway.cjs" "$@" 2>&1 >/dev/null & echo $!; wait $!; echo "exit code $?")
  read -r pid <&3
  while read -r line <&3; do
    echo "$line" >&2
    case "$line" in
      'listening on'*) kill "$pid" ;;
      'exit code 0') return 0 ;;
    esac
  done
  return 1
}
npm() {
  case "$1" in
    ci|install) return ;;
    run) shift ;;
  esac
  node -e 'process.exit(require(process.argv[1]).scripts[process.argv[2]] === undefined ? 1 : 0)' "$ROOT/package.json" "$1"
}
# tests fetch nothing from PyPI
pip() { [ "$1" = install ]; }
npx() {
  local program=$1
  shift
  case "$program" in
    cdk8s-mcp-gateway) cdk8s-mcp-gateway "$@" ;;
    cdk8s) node "$ROOT/node_modules/cdk8s-cli/bin/cdk8s" "$@" ;;
    @modelcontextprotocol/inspector@0.17.5) (cd "$ROOT/node_modules/@modelcontextprotocol/inspector-cli/build" && node cli.js "$@") ;;
    *) echo "nothing here stands for \\\`npx $program\\\`" >&2; return 127 ;;
  esac
}
`;

/** Runs shell text in a folder, with the documented address of the example's proxy replaced by the one it has. */
export function runShell(text: string, { folder, url }: { folder: string; url: string }): Promise<CommandResult> {
  const here = text.replaceAll('http://localhost:8080/mcp-github', url).replaceAll(/(--listen \d+=(?:[\w.]+:)?)\d+/g, '$10');
  return runCommand('bash', ['-euo', 'pipefail', '-c', `${commands}\n${here}`], { cwd: folder, env: { ...process.env, ROOT: root } });
}
