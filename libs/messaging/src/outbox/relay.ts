import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { EventProducer } from '@penstock/kafka';
import { logger } from '@penstock/observability';
import { inTransaction, type Transaction } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import type { Loop } from '../unit-of-work/loop.js';
import { LEASE_SECONDS, leaseLanes, releaseLanes } from './lane-leases.js';
import { Handover } from './handover.js';
import { deleteSent, LANES, type OutboxRow, readOutbox, unsentIds } from './outbox-store.js';

const log = logger('messaging.relay');
const ROWS = 1000;

/** A relay stops sending this long before its lease ends, so that a send under way ends before another relay may begin. */
const SAFETY_MILLIS = 4000;

/** How often a relay that does not hold every lane asks for those of a relay that left. */
const ASK_EVERY_MILLIS = 1000;

/** How long a relay that is told to stop goes on sending what is left; another one sends the rest. */
const FAREWELL_MILLIS = 3000;

/**
 * Sends the outbox to Kafka in id order, lane by leased lane. Rows are deleted only after Kafka acknowledged them, so a crash in between
 * repeats events and never loses one; repeats carry the same ids and end in the consumers' inboxes.
 */
export class Relay implements Loop {
  readonly name = 'outbox relay';
  private readonly holder = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  private lanes: readonly number[] = [];
  private leasedAt = -Infinity;

  constructor(
    private readonly database: DataSource,
    private readonly producer: EventProducer,
    private readonly handover: Handover = new Handover(),
  ) {}

  /** Sends one round. @returns true when there may be more */
  async turn(): Promise<boolean> {
    await this.lease();
    if (this.lanes.length === 0) return false;
    const rows = await inTransaction(this.database, (transaction) => this.unsent(transaction));
    if (rows.length === 0) return false;
    if (this.leaseMillisLeft() < SAFETY_MILLIS) return true; // reading took long: renew before sending
    await this.producer.send(rows.map(recordOf), { timeoutMillis: SAFETY_MILLIS });
    await inTransaction(this.database, (transaction) =>
      deleteSent(
        transaction,
        rows.map(({ id }) => id),
      ),
    );
    return rows.length === ROWS;
  }

  /** Which rows, and in what order, the database says; their bytes come from this process where it has just written them. */
  private async unsent(transaction: Transaction): Promise<OutboxRow[]> {
    const ids = await unsentIds(transaction, this.lanes, ROWS);
    const rows = new Map(ids.map((id) => [id, this.handover.take(id)]));
    const missing = ids.filter((id) => !rows.get(id));
    if (missing.length > 0) for (const row of await readOutbox(transaction, missing)) rows.set(row.id, row);
    return [...rows.values()].flatMap((row) => row ?? []);
  }

  /** Sends what the service's last work said, and gives the lanes back. */
  async stop(): Promise<void> {
    const until = performance.now() + FAREWELL_MILLIS;
    try {
      while (performance.now() < until && (await this.turn()));
    } finally {
      await inTransaction(this.database, (transaction) => releaseLanes(transaction, this.holder));
    }
  }

  private leaseMillisLeft(): number {
    return LEASE_SECONDS * 1000 - (performance.now() - this.leasedAt);
  }

  private async lease(): Promise<void> {
    const askAfter = this.lanes.length < LANES ? ASK_EVERY_MILLIS : (LEASE_SECONDS * 1000) / 2;
    if (performance.now() - this.leasedAt < askAfter) return;
    const before = performance.now(); // the lease counts from before it was asked for
    const lanes = await inTransaction(this.database, (transaction) => leaseLanes(transaction, this.holder, LANES));
    if (lanes.length !== this.lanes.length) log.info({ lanes }, 'outbox lanes leased');
    this.lanes = lanes;
    this.handover.isWanted = lanes.length === LANES;
    this.leasedAt = before;
  }
}

const recordOf = (row: OutboxRow) => ({
  topic: row.topic,
  key: row.key,
  value: row.value,
  headers: {
    'penstock-event-id': row.eventId,
    'penstock-event-type': row.eventType,
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
  },
});
