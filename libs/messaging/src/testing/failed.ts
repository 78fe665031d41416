import { AssertionError } from 'node:assert';

/** A function of the kit, as a test calls it. */
type Called = (...args: never[]) => unknown;

/**
 * An assertion that does not hold.
 * @param called its stack begins where the test called this
 */
export function failed(message: string, called?: Called, cause?: unknown): AssertionError {
  const error = new AssertionError({ message, ...(called && { stackStartFn: called }) });
  return cause === undefined ? error : Object.assign(error, { cause });
}

/** Runs what takes its time; an assertion in it that does not hold points to where the test called `called`. */
export async function pointingAt<T>(called: Called, work: () => Promise<T>): Promise<T> {
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, called);
  try {
    return await work();
  } catch (error) {
    if (error instanceof AssertionError) {
      const frames = here.stack?.split('\n').slice(1) ?? [];
      error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
    }
    throw error;
  }
}
