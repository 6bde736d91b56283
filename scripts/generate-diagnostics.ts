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
cluster. Beside these are reported:

- \`S01\`: an object does not fit the schema of its kind
- \`S02\`: an object breaks a validation rule of its CRD
- \`S03\`: a text cannot be read as Kubernetes objects
- \`S04\`: an acknowledgement or an annotation that has no effect
- \`S05\`: an object of a kind that is not judged: for information, unless the kind looks mistyped
- \`C33\`: a field or value that the release does not have

| code | what is wrong | severity | security |
| --- | --- | --- | --- |
${rows.join('\n')}
`);
}

generate();
