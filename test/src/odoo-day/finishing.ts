import { until } from '@penstock/testing/stack';
import { isSettled, outstanding, waitingCalls } from './site/books.js';
import type { Site } from './site/open-site.js';

/** Waits until the adapter has nothing left to do. @returns what is left when that lasts too long, in words */
export async function finishing(
  site: Site,
  part: string,
  said: readonly string[],
  patienceMs: number,
): Promise<string[]> {
  const isDone = async (): Promise<boolean> => isSettled(await outstanding(site.sql, said));
  if (await until(isDone, { withinMs: patienceMs, everyMs: 200 })) return [];
  const left = JSON.stringify(await outstanding(site.sql, said));
  return [`${part}: not done after ${patienceMs / 1000} s: ${left}`, ...(await waitingCalls(site.sql))];
}
