/** Requests and streams that one principal may have open at a time. */
const MAX_PER_PRINCIPAL = 1024;

/** Counts what each principal has open, so that one client cannot take every connection. */
export class PrincipalLimit {
  private readonly open = new Map<string, number>();

  /** @returns what gives the place back, or undefined where there is none left */
  enter(principal: string): (() => void) | undefined {
    const count = this.open.get(principal) ?? 0;
    if (count >= MAX_PER_PRINCIPAL) {
      return undefined;
    }
    this.open.set(principal, count + 1);
    return () => {
      const left = (this.open.get(principal) ?? 0) - 1;
      if (left > 0) {
        this.open.set(principal, left);
      } else {
        this.open.delete(principal);
      }
    };
  }
}
