/** Runs a command of this package: its result is the exit status; what it throws is for people, in one message without a stack. */
export function command(run: () => number): void {
  try {
    process.exitCode = run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
