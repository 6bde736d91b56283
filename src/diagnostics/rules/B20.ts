import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsToBackends } from '../lookup/paths-to-backends';
import { valueAt } from '../lookup/value-at';

function example(rewrite: string): string {
  return gatewayExample().replace('      backendRefs:', `      filters: [{ type: URLRewrite, urlRewrite: { ${rewrite} } }]\n      backendRefs:`);
}

/** A rewritten path in front of an MCP backend. */
export const B20: DiagnosticRule = {
  code: 'B20',
  title: 'A rewritten path does not reach the MCP server',
  severity: 'warning',
  security: false,
  written: 'a `URLRewrite` filter with `path` on a rule that leads to an MCP backend',
  happens: 'the MCP server is asked at the path of its target, whatever the path of the request became, on every release',
  instead: 'write the path of the server in `static.path` of the target',
  triggers: [example('path: { type: ReplaceFullPath, replaceFullPath: /mcp }')],
  nearMisses: [example('hostname: tools.example.com')],
  check: (subject) => onePerField(pathsToBackends(subject).flatMap(({ rule }) => {
    const filters = valueAt(rule.manifest.object, [...rule.field, 'filters']);
    return (Array.isArray(filters) ? filters : []).flatMap((filter: unknown, index) => valueAt(filter, ['urlRewrite', 'path']) === undefined ? [] : [{
      manifest: rule.manifest,
      field: [...rule.field, 'filters', index, 'urlRewrite', 'path'],
      message: 'the rewritten path has no influence on the path at the MCP server',
      help: 'write the path of the server in `static.path` of the target',
    }]);
  })),
};
