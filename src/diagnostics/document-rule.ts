import { DiagnosticRule } from './diagnostic-rule';

/** The page of a rule, in Markdown; `docs/diagnostics` is generated from it. */
export function documentRule({ code, title, severity, security, written, happens, instead, triggers, nearMisses }: DiagnosticRule): string {
  return `# ${code}: ${title}

Severity: ${severity}${security ? ', protection is lost' : ''}.

## What is written

${sentence(written)}

\`\`\`yaml
${triggers[0].trim()}
\`\`\`

## What happens

${sentence(happens)}

## What to write

${sentence(instead)}

\`\`\`yaml
${nearMisses[0].trim()}
\`\`\`
`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed[0].toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
}
