import { TargetVersion } from '../../manifest';
import { Diagnostic } from '../diagnostic';
import { summarize } from '../summarize';

/** The JSON of `check`, version 1. */
export function reportJson(diagnostics: readonly Diagnostic[], targetVersion: TargetVersion): string {
  return `${JSON.stringify({
    version: 1,
    targetVersion,
    diagnostics: diagnostics.map(({ code, severity, security, message, help, object, field, source, construct, acknowledged }) =>
      ({ code, severity, security, message, help, object, field, source, construct, acknowledged })),
    summary: summarize(diagnostics),
  }, undefined, 2)}\n`;
}
