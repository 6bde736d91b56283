import { Service } from 'cdk8s-plus-28';
import { IMcpBackend } from './i-mcp-backend';
import { ITrafficTarget } from './i-traffic-target';
import { PolicyTargetReference } from './policy-target-reference';
import { checkPort, checkSectionName, checkText } from './support/check-props';
import { gvk } from './support/gvk';
import { UsageError } from './support/usage-error';

/** The servers to which a policy for connections applies: `targetRefs`. */
export class BackendTarget {
  /**
   * All targets of a backend.
   *
   * @param backend the backend
   */
  public static backend(backend: IMcpBackend): BackendTarget {
    const { name, namespace } = backend;
    return new BackendTarget({ group: 'agentgateway.dev', kind: gvk.agentgatewayBackend.kind, name, namespace });
  }

  /**
   * One MCP target of a backend (`sectionName`).
   *
   * @param backend the backend
   * @param target the name of the target, one of its `targetNames`
   */
  public static mcpTarget(backend: IMcpBackend, target: string): BackendTarget {
    checkSectionName('target', target);
    return new BackendTarget({ ...BackendTarget.backend(backend).reference, sectionName: target });
  }

  /**
   * A Service of cdk8s-plus-28. agentgateway applies the policy where a route or a target names the Service.
   *
   * @param service the Service
   * @param port one port of it (`sectionName`). Default: all of them
   */
  public static service(service: Service, port?: number): BackendTarget {
    if (port !== undefined && !service.ports.some((each) => each.port === port)) {
      throw new UsageError(`Service \`${service.name}\` has no port \`${port}\``, `it has ${service.ports.map((each) => `\`${each.port}\``).join(', ')}`);
    }
    return BackendTarget.serviceReference(service.name, port, service.metadata.namespace);
  }

  /**
   * A Service by its name, in the namespace of the policy.
   *
   * @param name the name of the Service
   * @param port one port of it (`sectionName`). Default: all of them
   * @param namespace the namespace of the Service, to which the policy goes. Default: that of the chart
   */
  public static serviceName(name: string, port?: number, namespace?: string): BackendTarget {
    checkText('name', name, 63);
    if (name.includes('.')) throw new UsageError(`\`name\` is \`${name}\`, which is no name of a Service`, 'give the name alone, and `namespace` and `port` beside it');
    return BackendTarget.serviceReference(name, port, namespace);
  }

  /**
   * Every server behind a gateway, a listener, a route or a route rule.
   *
   * @param target the gateway, listener, route or rule
   */
  public static behind(target: ITrafficTarget): BackendTarget {
    return new BackendTarget(target.trafficTarget);
  }

  private static serviceReference(name: string, port: number | undefined, namespace: string | undefined): BackendTarget {
    if (port !== undefined) checkPort('port', port);
    return new BackendTarget({ group: '', kind: 'Service', name, namespace, sectionName: port?.toString() });
  }

  private constructor(private readonly reference: PolicyTargetReference) {}

  /**
   * How a policy names it.
   *
   * @param namespace where a Service is of which nothing else is said
   * @internal
   */
  public _referenceIn(namespace: string | undefined): PolicyTargetReference {
    const { reference } = this;
    return reference.kind === 'Service' ? { ...reference, namespace: reference.namespace ?? namespace } : reference;
  }
}
