/** The lines that a process writes, and a way to wait for one. */
export class LineLog {
  readonly lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  #rest = '';

  public write(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    this.lines.push(...lines);
    this.#waiting.forEach((look) => look());
  }

  /** The first line that matches, from the given one on; it may be there already or still come. */
  public line(pattern: RegExp, from = 0): Promise<string> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.lines.slice(from).find((line) => pattern.test(line));
        if (found !== undefined) {
          this.#waiting.delete(look);
          resolve(found);
        }
      };
      this.#waiting.add(look);
      look();
    });
  }
}
