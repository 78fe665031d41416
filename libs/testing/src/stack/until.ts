import { setTimeout as wait } from 'node:timers/promises';

/** Asks every `everyMs` until the answer is yes; false when it is still no after `withinMs`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 50 }: { withinMs: number; everyMs?: number },
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() > deadline) return false;
    await wait(everyMs);
  }
}
