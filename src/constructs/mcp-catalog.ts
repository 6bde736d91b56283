import { readFileSync } from 'node:fs';
import { readCatalog } from './support/read-catalog';
import { UsageError } from './support/usage-error';

/** What MCP servers offer, by name, so that rules that name something else are refused. */
export class McpCatalog {
  /**
   * A catalogue in JSON: `{"tools": […], "prompts": […], "resources": […]}`, of which each is a list of names, or what a server answers to
   * `tools/list`, `prompts/list` and `resources/list`. Of a kind that is left out, nothing is known and no name is refused.
   *
   * @param path the file; a relative path starts at the working directory
   */
  public static fromFile(path: string): McpCatalog {
    return new McpCatalog(path, readText(path));
  }

  /** The same as an object. */
  public static fromObject(catalog: Record<string, unknown>): McpCatalog {
    return new McpCatalog('catalog', JSON.stringify(catalog));
  }

  private readonly names: ReadonlyMap<string, ReadonlySet<string>>;

  private constructor(source: string, json: string) {
    this.names = readCatalog(source, json);
  }

  /** The names of a kind; undefined where nothing is known of it. @internal */
  public _namesOf(kind: 'tool' | 'prompt' | 'resource'): ReadonlySet<string> | undefined {
    return this.names.get(kind);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`the catalogue \`${path}\` cannot be read (${(error as NodeJS.ErrnoException).code})`, `give a file that exists; relative paths start at \`${process.cwd()}\``);
  }
}
