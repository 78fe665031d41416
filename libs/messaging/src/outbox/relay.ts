import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { EventProducer } from '@penstock/kafka';
import { logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import type { Loop } from '../unit-of-work/loop.js';
import { Handover } from './handover.js';
import { type Lease, leaseLanes, releaseLanes } from './lane-leases.js';
import { countedSend } from './relay-figures.js';
import { recordOf, type Round, Rounds } from './round.js';

const log = logger('messaging.relay');

/** Milliseconds. */
export interface RelayTimes {
  /** How long a relay may go without renewing before others take its lanes. */
  readonly lease: number;
  /** How often it renews, and looks whether its share has changed. A relay that lacks lanes looks four times as often. */
  readonly renew: number;
  /** It begins no send this long before its lease ends, and waits no longer for one: a send under way ends before another relay may begin. */
  readonly safety: number;
  /** How long it goes on sending when it is to stop and there are rows. */
  readonly drain: number;
}

export const RELAY_TIMES: RelayTimes = { lease: 10_000, renew: 2500, safety: 4000, drain: 3000 };

const NO_LANES: Lease = { lanes: [], share: 0 };

/**
 * Sends the outbox to Kafka, each leased lane in id order. One send is under way at a time; the next rows are read meanwhile. Rows are deleted
 * only after Kafka acknowledged them, so a crash in between repeats events and never loses one; repeats carry the same ids and end in the
 * consumers' inboxes.
 */
export class Relay implements Loop {
  readonly name = 'outbox relay';
  private readonly holder = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  private lease = NO_LANES;
  private leasedAt = -Infinity;
  /** Read while the rows before them were being sent. */
  private ahead: Round | undefined;
  private readonly rounds: Rounds;

  constructor(
    private readonly database: DataSource,
    private readonly producer: EventProducer,
    private readonly handover: Handover = new Handover(),
    private readonly times: RelayTimes = RELAY_TIMES,
  ) {
    this.rounds = new Rounds(database, handover);
  }

  /** The lanes this relay sends, unless it has been frozen. */
  get lanes(): readonly number[] {
    return this.lease.lanes;
  }

  /** Another relay came, went, or gave lanes up: look at once. */
  lanesChanged(): void {
    this.leasedAt = Math.min(this.leasedAt, performance.now() - this.times.renew);
  }

  /** Sends one round. @returns true when there may be more */
  async turn(): Promise<boolean> {
    try {
      if (this.isDue()) await this.renew();
      return await this.sendRound();
    } catch (error) {
      this.rounds.lookAnew(); // never send what stands behind rows that may not have arrived
      this.handover.clear(); // the database may have been restored, and ids mean something else
      throw error;
    }
  }

  /** Sends what the last commits said, if that is quickly done, and gives the lanes back. */
  async stop(): Promise<void> {
    const end = performance.now() + this.times.drain;
    try {
      while ((await this.turn()) && performance.now() < end);
      await this.rounds.forget(this.lanes);
    } finally {
      this.handover.sends([]);
      this.lease = NO_LANES;
      await inTransaction(this.database, (transaction) => releaseLanes(transaction, this.holder));
    }
  }

  private async sendRound(): Promise<boolean> {
    if (this.lanes.length === 0) return false;
    const { rows, isFull } = this.ahead ?? (await this.rounds.next(this.lanes, []));
    this.ahead = undefined;
    if (rows.length === 0) return false;
    if (this.leaseMillisLeft() < this.times.safety) return true; // reading took long: renew before sending
    const ids = rows.map(({ id }) => id);
    const records = rows.map(recordOf);
    const sending = countedSend(rows, () => this.producer.send(records, { timeoutMillis: this.times.safety }));
    const [sent, read] = await Promise.allSettled([sending, isFull ? this.rounds.next(this.lanes, ids) : undefined]);
    if (sent.status === 'rejected') throw sent.reason; // and what was read behind these is not sent: they may not have arrived
    this.rounds.acknowledge(ids);
    if (read.status === 'rejected') throw read.reason;
    const ahead = read.value?.rows.length ? read.value : await this.rounds.next(this.lanes, []);
    if (ahead.rows.length === 0) return false; // not remembered: the next turn is to look anew
    this.ahead = ahead;
    return true;
  }

  private leaseMillisLeft(): number {
    return this.times.lease - (performance.now() - this.leasedAt);
  }

  private isDue(): boolean {
    const { renew } = this.times;
    return performance.now() - this.leasedAt >= (this.lanes.length < this.lease.share ? renew / 4 : renew);
  }

  /** Nothing is under way here, and nothing acknowledged is left in a lane that is given up: the next relay begins where this one ended. */
  private async renew(): Promise<void> {
    const held = this.lanes;
    await this.rounds.forget(held);
    this.rounds.lookAnew();
    this.ahead = undefined;
    this.lease = NO_LANES; // should the answer be lost, nobody knows what is held
    this.leasedAt = -Infinity;
    const before = performance.now(); // the lease counts from before it was asked for
    const { lease: millis } = this.times;
    this.lease = await inTransaction(this.database, (transaction) => leaseLanes(transaction, this.holder, millis));
    this.leasedAt = before;
    this.handover.sends(this.lanes);
    if (this.lanes.join() !== held.join()) log.info({ lanes: this.lanes, share: this.lease.share }, 'outbox lanes leased'); // prettier-ignore
  }
}
