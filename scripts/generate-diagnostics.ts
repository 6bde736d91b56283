import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { documentRule, RULES } from '../src/diagnostics';

const FOLDER = 'docs/diagnostics';

/** Writes one page for each rule of the catalogue, and the table of all. */
function generate(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER)) {
    rmSync(`${FOLDER}/${file}`);
  }
  for (const rule of RULES) {
    writeFileSync(`${FOLDER}/${rule.code}.md`, documentRule(rule));
  }
  const rows = RULES.map(({ code, title, severity, security }) => `| [${code}](${code}.md) | ${title} | ${severity} | ${security ? 'yes' : ''} |`);
  writeFileSync(`${FOLDER}/README.md`, `# Diagnostics

What \`cdk8s-mcp-gateway check\` and synthesis report, by code. "Security" marks findings where protection is lost, mostly without a word from the
cluster. Schema findings (\`S01\`, \`S02\`, \`S03\`) and fields that a release does not have (\`C33\`) are reported beside these.

| code | what is wrong | severity | security |
| --- | --- | --- | --- |
${rows.join('\n')}
`);
}

generate();
