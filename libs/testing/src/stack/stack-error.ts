export type StackErrorCode =
  | 'port-taken'
  | 'already-running'
  | 'disk-full'
  | 'download-failed'
  | 'not-ready'
  | 'exited'
  | 'no-postgres-user'
  | 'unsafe-folder';

/** Why a component cannot run. The message is one sentence for the person at the terminal; `facts` hold what a program may want of it. */
export class StackError extends Error {
  override readonly name = 'StackError';

  constructor(
    readonly code: StackErrorCode,
    message: string,
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
  }
}
