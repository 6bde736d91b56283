export { diagnose, diagnosticOfProblem, type DiagnoseOptions, type ExternalObject } from './diagnose';
export type { ConstructLocation, Diagnostic, Excerpt, Severity } from './diagnostic';
export type { DiagnosticRule, RuleFinding, Subject } from './diagnostic-rule';
export { documentRule } from './document-rule';
export { reportJson } from './reporters/report-json';
export { formatDiagnostic, reportText } from './reporters/report-text';
export { RULES } from './rules';
export { summarize, type Summary } from './summarize';
