import { vi } from 'vitest';

/** Asserts again and again until it holds, and then returns what it found; fails with the last assertion's words. */
export const eventually = <T>(assertion: () => Promise<T>, withinMs = 60_000): Promise<T> =>
  vi.waitFor(assertion, { timeout: withinMs, interval: 200 });
