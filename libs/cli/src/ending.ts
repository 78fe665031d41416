/** What a person typed does not make sense; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A service that did not answer, or not as one of its kind does, or did not let us in. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** How the program ends, for scripts. */
export const EXIT = {
  /** Everything asked for was done, and is well. */
  ok: 0,
  /** Something was not: a replay failed again, a message was not there, a check found a problem. */
  failed: 1,
  /** The command line was not understood. */
  usage: 2,
  /** A service could not be reached, or refused who we are. */
  unreachable: 3,
} as const;
