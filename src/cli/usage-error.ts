/** The command line was not used as its help says. Exit status 2. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  /** The command whose `--help` tells more, or null for the general one. */
  readonly command: string | null;

  constructor(message: string, command: string | null) {
    super(message);
    this.command = command;
  }
}
