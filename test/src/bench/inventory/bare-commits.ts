import { setTimeout as wait } from 'node:timers/promises';
import { withQuery } from '../../measuring/query.js';

const EVERY_MILLIS = 20;

/**
 * Commits a row of its own again and again while `work` goes on: no transaction is done sooner, whoever makes it, so a disk that stalls is told
 * from a service that does.
 * @returns milliseconds of each commit
 */
export async function withBareCommits<T>(databaseUrl: string, work: () => Promise<T>): Promise<[T, number[]]> {
  const millis: number[] = [];
  let isOver = false;
  const committing = withQuery(databaseUrl, async (query) => {
    await query('CREATE TABLE IF NOT EXISTS public.bare_commit (at timestamptz NOT NULL)');
    while (!isOver) {
      const begun = performance.now();
      await query('INSERT INTO public.bare_commit VALUES (clock_timestamp())');
      millis.push(performance.now() - begun);
      await wait(EVERY_MILLIS);
    }
    await query('DROP TABLE public.bare_commit');
  });
  const [result] = await Promise.all([work().finally(() => (isOver = true)), committing]);
  return [result, millis];
}
