import { App, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { continuesSynthesis } from './continues-synthesis';
import { Findings, judgeApp } from './judge-app';
import { warn } from './warn';
import { revisionOf } from '../support/revision';

/** What is known of an app since its synthesis began. */
interface CheckedApp {
  findings: Findings;
  /** The revision of the app that was judged. */
  revision: number | undefined;
  /** Constructs that report their own findings already. */
  readonly reporting: Set<IConstruct>;
}

const checkedApps = new WeakMap<IConstruct, CheckedApp>();
const noFindings: Findings = { judged: [], errors: new Map(), warnings: [] };

/** Has the app of `construct` checked as a whole whenever it is synthesized: all objects in it, whoever made them. Errors stop the synthesis. */
export function checkAtSynthesis(construct: IConstruct): void {
  const app = construct.node.root;
  if (checkedApps.has(app)) return;
  const checked: CheckedApp = { findings: noFindings, revision: undefined, reporting: new Set([app]) };
  checkedApps.set(app, checked);
  app.node.addValidation({ validate: () => checkApp(app, checked) });
}

/**
 * cdk8s validates the app before everything and again for each chart, from the root downwards: the root judges once, and the constructs below
 * answer for what they made.
 */
function checkApp(app: IConstruct, checked: CheckedApp): string[] {
  const continues = continuesSynthesis();
  // code of the user runs in between too, in validations and in methods of charts
  if (!continues || isOutdated(app, checked)) judge(app, checked);
  if (continues || writesAtOnce(app)) checked.findings.judged.forEach((object) => object.settle(() => confirm(app, checked)));
  return errorsOf(app, checked);
}

/** Whether cdk8s validates no chart by itself, so that nothing comes between the first validation and what is written. */
function writesAtOnce(app: IConstruct): boolean {
  return (app as Partial<App>).yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
}

function isOutdated(app: IConstruct, { revision }: CheckedApp): boolean {
  return revision !== revisionOf(app);
}

function judge(app: IConstruct, checked: CheckedApp): void {
  checked.findings = noFindings;
  checked.findings = judgeApp(app);
  checked.revision = revisionOf(app);
  warn(app, checked.findings.warnings);
  for (const construct of checked.findings.errors.keys()) reportErrorsOf(construct, checked);
}

/** What was changed after the last validation is judged as well, before it is written. */
function confirm(app: IConstruct, checked: CheckedApp): void {
  if (!isOutdated(app, checked)) return;
  judge(app, checked);
  const errors = [...checked.findings.errors].flatMap(([construct, texts]) => texts.map((text) => `[${construct.node.path}] ${text}`));
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

function reportErrorsOf(construct: IConstruct, checked: CheckedApp): void {
  if (checked.reporting.has(construct)) return;
  checked.reporting.add(construct);
  construct.node.addValidation({ validate: () => errorsOf(construct, checked) });
}

function errorsOf(construct: IConstruct, { findings }: CheckedApp): string[] {
  return [...findings.errors.get(construct) ?? []];
}
