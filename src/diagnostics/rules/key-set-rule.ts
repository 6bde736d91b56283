import { DiagnosticRule } from '../diagnostic-rule';
import { keySetFindingsByCode } from '../lookup/findings-by-code';

/** A rule whose judgement the inspector of key sets gives; the rule adds what its page says. */
export function keySetRule(rule: Omit<DiagnosticRule, 'check'>): DiagnosticRule {
  return {
    ...rule,
    check: (subject) => (keySetFindingsByCode(subject).get(rule.code) ?? []).map(({ found: { manifest, field, issuer, text }, finding }) => {
      const { message, help, severity, security, offset, end } = finding;
      return {
        manifest,
        field,
        message: `key set of issuer \`${issuer}\`: ${message}`,
        help,
        severity,
        security,
        ...(offset !== undefined && end !== undefined && end - offset < text.trim().length && { part: { text, range: [offset, end] as const } }),
      };
    }),
  };
}
