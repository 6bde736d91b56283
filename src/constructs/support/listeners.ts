import { McpListener } from '../mcp-listener';
import { UsageError } from './usage-error';

/** The listeners of one object, open until synthesis. */
export class Listeners {
  private readonly listeners: McpListener[] = [];

  public constructor(private readonly owner: string) {}

  public get isEmpty(): boolean {
    return this.listeners.length === 0;
  }

  public get names(): readonly string[] {
    return this.listeners.map(({ name }) => name);
  }

  /** Adds a listener whose name, and whose port, protocol and host together, no other one has (Gateway API). */
  public add(listener: McpListener): void {
    if (this.names.includes(listener.name)) {
      throw new UsageError(`${this.owner} has two listeners with the name \`${listener.name}\``, 'give each listener a `name` of its own');
    }
    const twin = this.listeners.find((other) => other._address === listener._address);
    if (twin !== undefined) {
      throw new UsageError(`listeners \`${twin.name}\` and \`${listener.name}\` of ${this.owner} have the same port, protocol and hostname`,
        'give one of them another `port` or `hostname`');
    }
    if (this.listeners.length === 64) throw new UsageError(`${this.owner} would have 65 listeners`, 'keep it to 64, and add the others by a `McpListenerSet`');
    this.listeners.push(listener);
  }

  /** @param from the namespace of the object that has the listeners */
  public render(from: string | undefined): object[] {
    return this.listeners.map((listener) => listener._render(from));
  }
}
