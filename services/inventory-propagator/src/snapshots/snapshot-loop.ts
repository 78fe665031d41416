import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { inTransaction, type Transaction } from '@penstock/persistence';
import type { BusinessDays } from './business-day.js';
import { takeSlice, takeUp } from './take-slice.js';

const log = logger('inventory-propagator.snapshot');
const LOOK_MS = 60_000;
const SLICE = 500;

export interface SnapshotOptions {
  readonly days: BusinessDays;
  /** Snapshots of so many days are kept. */
  readonly keepDays: number;
  /** Products that one statement takes. */
  readonly slice?: number;
}

/**
 * Writes down what was where when a day ended: in slices, so that a million products need no more memory than five hundred, and by whichever replica
 * has time. One that dies is taken up where it was.
 */
export class SnapshotLoop implements Loop {
  readonly name = 'stock snapshot';
  readonly everyMillis = LOOK_MS;

  constructor(
    private readonly units: Pick<UnitsOfWork, 'database'>,
    private readonly options: SnapshotOptions,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async turn(): Promise<boolean> {
    const day = this.options.days.endedBefore(this.now());
    return inTransaction(this.units.database, async (transaction) => {
      const run = await takeUp(transaction, day);
      if (!run) return this.forgetOne(transaction, day);
      const more = await takeSlice(transaction, day, run, this.options.slice ?? SLICE);
      if (!more) log.info({ day }, 'the stock of the day is written down');
      return true;
    });
  }

  /** @returns true when one was forgotten, and there may be more */
  private async forgetOne(transaction: Transaction, day: string): Promise<boolean> {
    const [forgotten] = await transaction.query<{ day: string }>(
      `DELETE FROM stock_snapshot_run WHERE day = (
         SELECT min(day) FROM stock_snapshot_run WHERE day <= $1::date - $2::int
       ) RETURNING day::text`,
      [day, this.options.keepDays],
    );
    if (forgotten) log.info({ day: forgotten.day }, 'an old stock snapshot is forgotten');
    return forgotten !== undefined;
  }
}
