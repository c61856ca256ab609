/** What every command of the command line is made of. */

export interface Command {
  /** One line for the list of commands. */
  readonly about: string;
  /** Full text of `<command> --help`. */
  readonly usage: string;
  /** Runs it; gives the exit code. */
  run(args: string[]): Promise<number>;
}

/** Wrong use of a command: the message says what and how. Exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
