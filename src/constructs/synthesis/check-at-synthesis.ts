import { IConstruct } from 'constructs';
import { continuesSynthesis } from './continues-synthesis';
import { Findings, judgeApp } from './judge-app';
import { warn } from './warn';

/** What is known of an app since its synthesis began. */
interface CheckedApp {
  findings: Findings;
  /** Constructs that report their own findings already. */
  readonly reporting: Set<IConstruct>;
}

const checkedApps = new WeakMap<IConstruct, CheckedApp>();
const noFindings: Findings = { judged: [], errors: new Map(), warnings: [] };

/** Has the app of `construct` checked as a whole whenever it is synthesized: all objects in it, whoever made them. Errors stop the synthesis. */
export function checkAtSynthesis(construct: IConstruct): void {
  const app = construct.node.root;
  if (checkedApps.has(app)) return;
  const checked: CheckedApp = { findings: noFindings, reporting: new Set([app]) };
  checkedApps.set(app, checked);
  app.node.addValidation({ validate: () => checkApp(app, checked) });
}

/**
 * cdk8s validates the app before everything and again for each chart, from the root downwards: the root judges once, and the constructs below
 * answer for what they made.
 */
function checkApp(app: IConstruct, checked: CheckedApp): string[] {
  if (continuesSynthesis()) {
    checked.findings.judged.forEach((object) => object.settle());
  } else {
    checked.findings = noFindings;
    checked.findings = judgeApp(app);
    warn(app, checked.findings.warnings);
    for (const construct of checked.findings.errors.keys()) reportErrorsOf(construct, checked);
  }
  return errorsOf(app, checked);
}

function reportErrorsOf(construct: IConstruct, checked: CheckedApp): void {
  if (checked.reporting.has(construct)) return;
  checked.reporting.add(construct);
  construct.node.addValidation({ validate: () => errorsOf(construct, checked) });
}

function errorsOf(construct: IConstruct, { findings }: CheckedApp): string[] {
  return [...findings.errors.get(construct) ?? []];
}
