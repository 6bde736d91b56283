import { withoutPackageFrames } from './source-location';

/** A value that a construct cannot take. The message ends with a help line; the stack starts in the user's own code. */
export class UsageError extends Error {
  public constructor(message: string, help: string) {
    super(`${message}\nhelp: ${help}`);
    this.name = 'UsageError';
    if (this.stack !== undefined) this.stack = withoutPackageFrames(this.stack);
  }
}
