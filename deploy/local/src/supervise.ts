import { setTimeout as wait } from 'node:timers/promises';
import type { Component } from '@penstock/testing/stack';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Starts a process again whenever it ends of itself, after a pause that doubles while it keeps ending. What happens is said to `say`.
 * Ends with the signal.
 */
export function supervise(
  part: Component,
  say: (line: string) => void,
  signal: AbortSignal,
  firstPauseMs = FIRST_PAUSE_MS,
): void {
  part.onCrash(({ code, signal: killedBy }) => {
    say(`${part.name} ended unexpectedly (${killedBy ?? `exit status ${code}`}); starting it again`);
    void restart(part, say, signal, firstPauseMs);
  });
}

async function restart(...[part, say, signal, firstPauseMs]: Required<Parameters<typeof supervise>>): Promise<void> {
  for (let pause = firstPauseMs; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await wait(pause, undefined, { signal });
      await part.start();
      if (signal.aborted) await part.stop();
      else say(`${part.name} is back (pid ${part.pid})`);
      return;
    } catch (error) {
      if (!signal.aborted) say((error as Error).message);
    }
  }
}
