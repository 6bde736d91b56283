import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkCode, checkReason } from './support/check-acknowledgement';
import { checkExternalObject } from './support/check-external-object';
import { checkAtSynthesis } from './synthesis/check-at-synthesis';
import { addAcknowledgement } from './synthesis/given-acknowledgements';
import { addExternalObject } from './synthesis/given-external-objects';

/**
 * What the checks at synthesis report about a construct and everything below it.
 *
 * An app is checked as a whole, with raw `ApiObject`s and included YAML, as soon as it has a construct of this package. An app that has none
 * asks for it with `Diagnostics.of(app)`.
 *
 * @example
 * const policy = new JwtPolicy(chart, 'jwt', { target: gateway, providers: [{ issuer: 'https://login.example.com', audiences: ['mcp'], jwks }] });
 * Diagnostics.of(policy).acknowledge('J27', 'the identity provider signs with RS256 alone');
 */
export class Diagnostics {
  /**
   * The diagnostics about a construct and everything below it: an app, a chart, one policy, an included manifest. Has the app of the construct
   * checked as a whole whenever it is synthesized.
   */
  public static of(construct: IConstruct): Diagnostics {
    checkAtSynthesis(construct);
    return new Diagnostics(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /**
   * Accepts a finding: it neither stops the synthesis nor is it printed. The objects that it is about carry the annotation
   * `cdk8s-mcp-gateway.dev/acknowledge`, so that the command `check` knows of it too. An acknowledgement without a finding is reported.
   *
   * @param code the code of the finding, such as `J08`. Findings of the schema (`S01` and the like) cannot be acknowledged
   * @param reason why it is acceptable here, in one line
   */
  public acknowledge(code: string, reason: string): void {
    checkCode(code);
    checkReason('`reason`', reason);
    addAcknowledgement(this.construct, code, reason.trim());
  }

  /**
   * Says that an object exists which the app does not make, so that what names it below the construct is not told that it is missing. It silences
   * nothing else. The objects that name it carry the annotation `cdk8s-mcp-gateway.dev/external`, so that the command `check` knows of it too.
   * At synthesis `McpGateway.fromGatewayName`, `McpBackend.fromBackendName` and their like say it by themselves; for `check`, say it here too.
   *
   * @param kind the kind of the object, such as `Service`
   * @param name `metadata.name` of the object
   * @param namespace `metadata.namespace` of the object; that of the chart unless given
   */
  public external(kind: string, name: string, namespace?: string): void {
    const chart = this.construct.node.scopes.reverse().find((scope) => Chart.isChart(scope));
    // objects without a namespace count as being in `default`
    const object = { kind, name, namespace: namespace ?? chart?.namespace ?? 'default' };
    checkExternalObject(object);
    addExternalObject(this.construct, object);
  }
}
