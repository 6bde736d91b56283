import { checkPath, checkText } from './support/check-props';

/** Which request paths a route rule takes: `matches[].path` of a Gateway API HTTPRoute. */
export class PathMatch {
  /** Paths that are `path` or below it: `/mcp` takes `/mcp` and `/mcp/x`, not `/mcpx`. */
  public static prefix(path: string): PathMatch {
    checkPath('path', path);
    return new PathMatch('PathPrefix', path);
  }

  /** This path alone. */
  public static exact(path: string): PathMatch {
    checkPath('path', path);
    return new PathMatch('Exact', path);
  }

  /** Paths that match the regular expression as a whole (agentgateway: the syntax of Rust's `regex`). */
  public static regex(expression: string): PathMatch {
    checkText('expression', expression, 1024);
    return new PathMatch('RegularExpression', expression);
  }

  private constructor(private readonly type: string, private readonly value: string) {}

  /** The path where MCP clients look for a server; undefined where the match is a pattern. @internal */
  public get _serverPath(): string | undefined {
    return this.type === 'RegularExpression' ? undefined : this.value;
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return { path: { type: this.type, value: this.value } };
  }
}
