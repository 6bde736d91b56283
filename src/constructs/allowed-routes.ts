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

  private constructor(private readonly namespaces: Record<string, unknown>) {}

  /** @internal */
  public _render(): Record<string, unknown> {
    return { namespaces: this.namespaces };
  }
}
