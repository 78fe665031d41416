/** Where a command is run. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Name of the person at this machine. */
  readonly user: string;
  print(text: string): void;
  complain(text: string): void;
}

/** One thing that `npx penstock` does: a folder here, named as it is typed. */
export interface Command {
  /** The first word on the command line, such as `dead-letters`. */
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** All of its usage, for people. */
  readonly usage: string;
  /**
   * @param argv what follows the name, without a request for help
   * @returns the exit status, see ending.ts
   * @throws {UsageError} @throws {Unreachable} whose words `run` prints, with the status of each
   */
  run(argv: readonly string[], around: Surroundings): Promise<number>;
}
