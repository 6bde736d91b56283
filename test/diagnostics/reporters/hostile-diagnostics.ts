import fc from 'fast-check';
import type { Diagnostic } from '../../../src/diagnostics';

const hostileText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(']]>', '<!--', '-->', '&amp;', '"/><x y="', '</testcase>', '\u0000\u001b[31m', '\ud800', '\r\n::error::owned', '%0A::error::owned', ',line=1::', '\u2028::stop'),
);

/** Findings whose every text an attacker may have written. */
export const hostileDiagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  code: fc.constantFrom('A03', 'S01', 'J05'),
  severity: fc.constantFrom('error', 'warning', 'info'),
  security: fc.boolean(),
  message: hostileText,
  help: hostileText,
  object: fc.record({ apiVersion: hostileText, kind: hostileText, namespace: hostileText, name: hostileText }),
  field: hostileText,
  source: fc.record({ file: hostileText, line: fc.integer({ min: 1, max: 1_000_000 }), column: fc.integer({ min: 1, max: 1000 }) }),
  construct: fc.record({ path: hostileText }),
  acknowledged: hostileText,
  excerpt: fc.tuple(hostileText, fc.nat(20), fc.nat(20)).map(([text, start, length]) => {
    const from = Math.min(start, text.length);
    return { text, range: [from, Math.min(from + length, text.length)] as const };
  }),
}, { requiredKeys: ['code', 'severity', 'security', 'message', 'help'] });
