import { isAbsolute, sep } from 'node:path';
import { Diagnostic, Severity } from '../diagnostic';
import { RULES } from '../rules';
import { UNRULED_CODES } from './unruled-codes';

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0 (OASIS), as code scanning services take it. Acknowledged findings are results with a suppression. */
export function reportSarif(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return `${JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk8s-mcp-gateway', rules: codes.map(descriptorOf) } },
      results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes)),
    }],
  }, undefined, 2)}\n`;
}

function descriptorOf(code: string): object {
  const rule = RULES.find((candidate) => candidate.code === code) ?? UNRULED_CODES[code];
  return {
    id: code,
    ...(rule && {
      shortDescription: { text: rule.title },
      fullDescription: { text: rule.happens.trim() },
      help: { text: rule.instead.trim() },
      defaultConfiguration: { level: LEVEL[rule.severity] },
      properties: { tags: rule.security ? ['security'] : [] },
    }),
  };
}

function resultOf(diagnostic: Diagnostic, codes: readonly string[]): object {
  const { code, severity, message, help, object, field, source, end, construct, acknowledged } = diagnostic;
  const name = construct?.path ?? (object && `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`);
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVEL[severity],
    message: { text: `${message}\nhelp: ${help}` },
    locations: [{
      ...(source && {
        physicalLocation: {
          artifactLocation: { uri: uriOf(source.file) },
          region: { startLine: source.line, startColumn: source.column, ...(end && { endLine: end.line, endColumn: end.column }) },
        },
      }),
      ...(name !== undefined && { logicalLocations: [{ fullyQualifiedName: field === undefined ? name : `${name} ${field}` }] }),
    }],
    ...(acknowledged !== undefined && { suppressions: [{ kind: 'inSource', justification: acknowledged }] }),
  };
}

/** A relative path as URI reference, so that it resolves against the checkout; an absolute one as URI. */
function uriOf(file: string): string {
  const path = file.split(sep === '\\' ? /[\\/]/ : '/').map((part) => encodeURIComponent(wellFormed(part))).join('/');
  if (!isAbsolute(file)) return path;
  return path.startsWith('/') ? `file://${path}` : `file:///${path}`;
}

/** Halves of surrogate pairs, which have no encoding, become U+FFFD. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
