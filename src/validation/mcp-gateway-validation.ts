import { readFileSync } from 'node:fs';
import { diagnose, DiagnoseOptions, Diagnostic, diagnosticOfProblem, printable, summarize } from '../diagnostics';
import { readManifests, TargetVersion } from '../manifest';
import { ValidationContext } from './validation-context';
import { validationOptions } from './validation-options';

/** What `properties` of the entry in `cdk8s.yaml` can say. */
export interface McpGatewayValidationProps {
  /**
   * The agentgateway release that the manifests are for.
   * @default '1.4'
   */
  readonly targetVersion?: TargetVersion;
  /**
   * Objects that exist elsewhere, written `Kind/namespace/name`, so that nothing is reported as missing because of them.
   * @default - none
   */
  readonly external?: readonly string[];
}

/**
 * A validation plugin of cdk8s-cli: `cdk8s synth` judges what it has written as the command `check` would, and fails on errors.
 * It needs no change in the app, and judges charts that were written without this library.
 */
export class McpGatewayValidation {
  readonly #options: DiagnoseOptions;

  /** @throws Error if a property is not known, `targetVersion` is no release that is known, or an external object is not named in full */
  constructor(props: McpGatewayValidationProps = {}) {
    this.#options = validationOptions(props);
  }

  /** Called by cdk8s-cli once after synthesis. */
  async validate({ manifests, report }: ValidationContext): Promise<void> {
    const files = manifests.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
    const read = readManifests(files);
    const diagnostics = [
      ...read.problems.map(diagnosticOfProblem),
      ...diagnose(read.manifests, this.#options),
    ].filter(({ acknowledged, severity }) => acknowledged === undefined && severity !== 'info');
    for (const diagnostic of diagnostics) {
      report.addViolation({
        ruleName: `${diagnostic.code} ${diagnostic.severity}`,
        recommendation: printable(diagnostic.message),
        fix: printable(diagnostic.help),
        violatingResources: [resourceOf(diagnostic)],
      });
    }
    const { errors, warnings } = summarize(diagnostics);
    report.submit(errors > 0 ? 'failure' : 'success', { errors: `${errors}`, warnings: `${warnings}` });
  }
}

/** cdk8s-cli finds the construct by the name of the object. */
function resourceOf({ object, field, source }: Diagnostic) {
  const place = source && `line ${source.line}, column ${source.column}`;
  return {
    resourceName: object?.name ?? '',
    manifestPath: source?.file ?? '',
    locations: [printable([field, place].filter(Boolean).join(', '))],
  };
}
