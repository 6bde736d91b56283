import { LabelExpression } from './label-expression';
import { renderSelector } from './support/render-selector';

/** The namespaces whose routes may attach to a listener: `allowedRoutes.namespaces` (Gateway API). */
export class AllowedRoutes {
  /** Routes of every namespace. */
  public static all(): AllowedRoutes {
    return new AllowedRoutes({ from: 'All' });
  }

  /** Routes of the gateway's own namespace. */
  public static same(): AllowedRoutes {
    return new AllowedRoutes({ from: 'Same' });
  }

  /** Routes of the namespaces that carry all of these labels. */
  public static fromNamespacesWithLabels(labels: Record<string, string>): AllowedRoutes {
    return new AllowedRoutes({ from: 'Selector', selector: { matchLabels: { ...labels } } });
  }

  /**
   * Routes of the namespaces of which all of these conditions hold.
   *
   * @param expressions conditions about labels of namespaces; the label `kubernetes.io/metadata.name` of each is its name
   */
  public static fromNamespacesMatching(...expressions: LabelExpression[]): AllowedRoutes {
    return new AllowedRoutes({ from: 'Selector', selector: renderSelector('expressions', undefined, expressions) });
  }

  private constructor(private readonly namespaces: Record<string, unknown>) {}

  /** @internal */
  public _render(): Record<string, unknown> {
    return { namespaces: this.namespaces };
  }
}
