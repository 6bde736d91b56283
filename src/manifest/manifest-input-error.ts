/** The files to read were named wrongly: nothing is there, or nothing that could be a manifest. The message and the help are for the user. */
export class ManifestInputError extends Error {
  constructor(message: string, readonly help: string) {
    super(message);
    this.name = 'ManifestInputError';
  }
}
