import { type Instant, instantOfMillis } from '@penstock/domain';
import type { Loop, UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { claimRows, inTransaction } from '@penstock/persistence';
import { askForRunWhenDue } from './ask-for-run.js';
import { comparePage } from './compare-page.js';
import type { DriftPolicy } from './drift.js';
import { type DriftRunRow, driftRuns } from './drift-run.js';
import { endRun } from './end-run.js';
import { isStill } from './is-still.js';
import type { Patience } from './listing-comparison.js';
import type { QuantityReader } from './quantity-reader.js';
import { readPage } from './read-page.js';

const log = logger('inventory-propagator.drift');
const LEASE = '2 minutes';
/** In a row: after these the run is given up, and the next one tries again. */
const MOST_FAILURES = 20;
const PAUSE_MILLIS = 5_000;
const LONGEST_PAUSE_MILLIS = 300_000;

export interface ChannelDriftOptions {
  readonly entity: string;
  readonly policy: DriftPolicy;
  /** From the beginning of one run to the next; 0: only on demand. */
  readonly everyMillis: number;
  readonly patience: Patience;
}

/**
 * Compares what a channel shows with what it should, listing by listing, within the limits in which it is told. What differs is looked at again
 * after a while: what was in flight has arrived by then. A run lives in its row, so that it goes on wherever the process died; nothing is held
 * but a page.
 */
export class ChannelDriftLoop implements Loop {
  readonly name: string;
  readonly everyMillis = 1_000;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: QuantityReader,
    private readonly options: ChannelDriftOptions,
  ) {
    this.name = `drift of ${reader.destination}`;
  }

  async turn(): Promise<boolean> {
    const { destination } = this.reader;
    if (this.options.everyMillis > 0) await askForRunWhenDue(this.units, destination, this.options.everyMillis);
    const run = await this.claim();
    if (!run) return false;
    const page = await readPage(this.units, run, this.reader.pageSize);
    if (page.length === 0) return this.settleOrEnd(run);
    const readAt = instantOfMillis(Date.now());
    const answer = await this.reader.read(page.map(({ ref }) => ref)).catch((error: unknown) => ({
      ...{ kind: 'later' as const, afterMillis: null },
      reason: error instanceof Error ? error.message : String(error),
    }));
    if (answer.kind === 'read') {
      const read = { run, page, quantities: answer.quantities, readAt };
      await this.units.run(this.cause(run), (unit) => comparePage(unit, read, this.options));
      return true;
    }
    if (answer.kind === 'refused') await this.fail(run, `${answer.code}: ${answer.message}`);
    else await this.postpone(run, answer.reason, answer.afterMillis);
    return false;
  }

  /** By the clock of the database: a lease must mean the same to every replica. */
  private async claim(): Promise<DriftRunRow | undefined> {
    const [run] = await inTransaction(this.units.database, (transaction) =>
      claimRows(transaction, driftRuns, {
        set: `leased_until = now() + interval '${LEASE}'`,
        condition: `WHERE t.destination = $1 AND t.state IN ('reading', 'settling') AND t.next_at <= now()
          AND t.leased_until <= now() LIMIT 1`,
        values: [this.reader.destination],
      }),
    );
    return run;
  }

  private async settleOrEnd(run: DriftRunRow): Promise<boolean> {
    const state = await this.units.run(this.cause(run), (unit) => endRun(unit, run, this.options));
    if (state === 'done') log.info({ destination: run.destination, run: run.runId }, 'compared');
    return true;
  }

  /** The channel asked for a pause, or did not answer. Reading changes nothing: it is asked again, after a growing pause. */
  private async postpone(run: DriftRunRow, reason: string, afterMillis: number | null): Promise<void> {
    const failures = afterMillis === null ? run.failures + 1 : run.failures;
    if (failures >= MOST_FAILURES) return this.fail(run, reason);
    const pause = afterMillis ?? Math.min(LONGEST_PAUSE_MILLIS, PAUSE_MILLIS * 2 ** Math.min(failures - 1, 10));
    log.warn({ destination: run.destination, reason, failures }, 'the channel could not be read');
    await this.write(run, ({ now }) => ({ failures, trouble: reason, nextAt: (now + pause * 1000) as Instant }));
  }

  private async fail(run: DriftRunRow, trouble: string): Promise<void> {
    log.error({ destination: run.destination, run: run.runId, trouble }, 'a comparison was given up');
    await this.write(run, ({ now }) => ({ state: 'failed', trouble, endedAt: now }));
  }

  private write(run: DriftRunRow, change: (unit: UnitOfWork) => Partial<DriftRunRow>): Promise<void> {
    return this.units.run(undefined, async (unit) => {
      const current = await unit.lock(driftRuns.one(run));
      const next = { ...current, ...change(unit), leasedUntil: instantOfMillis(0) };
      if (isStill(run, current)) unit.save(driftRuns.save(next));
    });
  }

  private cause({ runId }: DriftRunRow) {
    const { destination } = this.reader;
    return {
      entity: this.options.entity,
      source: { system: destination, channel: destination.slice(destination.indexOf(':') + 1) },
      correlationId: runId,
      causationId: null,
      mode: 'live' as const,
    };
  }
}
