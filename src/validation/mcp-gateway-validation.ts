import { readFileSync } from 'node:fs';
import { diagnose, DiagnoseOptions, Diagnostic, diagnosticOfProblem, ExternalObject, parseExternalObject, summarize } from '../diagnostics';
import { readManifests, TARGET_VERSIONS, TargetVersion } from '../manifest';
import { ValidationContext } from './validation-context';

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

  /** @throws Error if `targetVersion` is no release that is known, or an external object is not named in full */
  constructor({ targetVersion = '1.4', external = [] }: McpGatewayValidationProps = {}) {
    if (!TARGET_VERSIONS.includes(targetVersion)) {
      throw new Error(`targetVersion \`${String(targetVersion)}\` is not known; write one of ${TARGET_VERSIONS.map((version) => `'${version}'`).join(', ')}`);
    }
    this.#options = { targetVersion, external: external.map(externalObject) };
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
        recommendation: diagnostic.message,
        fix: diagnostic.help,
        violatingResources: [resourceOf(diagnostic)],
      });
    }
    const { errors, warnings } = summarize(diagnostics);
    report.submit(errors > 0 ? 'failure' : 'success', { errors: `${errors}`, warnings: `${warnings}` });
  }
}

function externalObject(text: string): ExternalObject {
  const object = parseExternalObject(text);
  if (!object) {
    throw new Error(`external \`${text}\` names no object; write kind, namespace and name, for example \`Gateway/infra/agentgateway-proxy\``);
  }
  return object;
}

/** cdk8s-cli finds the construct by the name of the object. */
function resourceOf({ object, field, source }: Diagnostic) {
  const place = source && `line ${source.line}, column ${source.column}`;
  return {
    resourceName: object?.name ?? '',
    manifestPath: source?.file ?? '',
    locations: [[field, place].filter(Boolean).join(', ')],
  };
}
