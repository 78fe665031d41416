import { setTimeout as wait } from 'node:timers/promises';
import { logger } from '@penstock/observability';
import { inTransaction, type Transaction } from '@penstock/persistence';
import type { DataSource } from 'typeorm';

const log = logger('messaging.gauges');

/** How long an answer is good for: metrics may be fetched by several, and by each as often as it likes. */
const GOOD_MILLIS = 10_000;

/** How long a fetch waits for an answer. Metrics are wanted most while the database is in trouble: they must not hang with it. */
const WAIT_MILLIS = 1000;

/** A look that takes longer is given up: it is to tell of a burden, not to be one. */
const STATEMENT_MILLIS = 2000;

/** Counting ends here: whoever has so many knows enough, and a look costs the same however many there are. */
export const COUNTED_AT_MOST = 100_000;

/** Tells a figure, or nothing while the database does not. Whoever asks again within ten seconds hears the same. */
export type Reading<T> = () => Promise<T | undefined>;

/** Looks into the database for gauges: one at a time, so that all of them together take one connection of the pool. */
export class Readings {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: DataSource) {}

  /** @param look runs a statement; what it throws is logged, and nothing is told */
  of<T>(name: string, look: (transaction: Transaction) => Promise<T>): Reading<T> {
    let askedAt = -Infinity;
    let isUnderWay = false;
    let answer: Promise<T | undefined> = Promise.resolve(undefined);
    const ask = async (): Promise<T | undefined> => {
      try {
        return await this.inTurn(look);
      } catch (error) {
        log.warn({ reading: name, err: error }, 'not read; its gauges are left out');
        return undefined;
      } finally {
        isUnderWay = false;
      }
    };
    return () => {
      if (!isUnderWay && performance.now() - askedAt >= GOOD_MILLIS) {
        askedAt = performance.now();
        isUnderWay = true;
        answer = ask();
      }
      return isUnderWay ? Promise.race([answer, wait(WAIT_MILLIS, undefined, { ref: false })]) : answer;
    };
  }

  private inTurn<T>(look: (transaction: Transaction) => Promise<T>): Promise<T> {
    const read = () =>
      inTransaction(this.database, async (transaction) => {
        await transaction.query(`SET LOCAL statement_timeout = ${STATEMENT_MILLIS}`);
        return look(transaction);
      });
    const mine = this.last.then(read);
    this.last = mine.catch(() => undefined); // told to whoever asked for it
    return mine;
  }
}
