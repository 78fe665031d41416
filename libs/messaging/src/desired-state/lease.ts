import type { Instant } from '@penstock/domain';
import { logger } from '@penstock/observability';
import { inTransaction, type Table } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import { RENEWAL_MILLIS, renewLeases } from './claims.js';
import type { DesiredRow } from './desired-state.js';

const log = logger('messaging.desired-state');

/** What keeps the rows of one call for it, while it lasts. Whose lease a row has is told by the instant at which it ends: no two are the same. */
export class Lease<R extends DesiredRow> {
  /** The ends that this call has given its rows, the last one last. */
  private readonly ends: Instant[];
  private readonly timer: NodeJS.Timeout;
  private renewing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    private readonly table: Table<R>,
    private readonly rows: readonly R[],
  ) {
    this.ends = rows.slice(0, 1).map(({ leasedUntil }) => leasedUntil);
    this.timer = setInterval(() => {
      this.renewing = this.renewing.then(() => this.renew());
    }, RENEWAL_MILLIS);
  }

  /** Whether a row is still this call's. */
  covers({ leasedUntil }: R): boolean {
    return this.ends.includes(leasedUntil);
  }

  /** No renewal is under way any more: what the rows say now is the truth. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.renewing;
  }

  private async renew(): Promise<void> {
    const last = this.ends.at(-1);
    if (last === undefined) return;
    const next = (last + RENEWAL_MILLIS * 1000) as Instant;
    const before = [...this.ends];
    this.ends.push(next);
    try {
      await inTransaction(this.database, (transaction) =>
        renewLeases(transaction, this.table, this.rows, before, next),
      );
    } catch (error) {
      log.warn({ err: error, table: this.table.name, rows: this.rows.length }, 'leases not renewed');
    }
  }
}
