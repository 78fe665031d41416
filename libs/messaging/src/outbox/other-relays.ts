import { logger } from '@penstock/observability';
import { withoutTransaction } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import { notifyOutbox, ROWS_UNSENT } from './outbox-channel.js';

const log = logger('messaging.relay');

/** One NOTIFY in so long a time, at the most. */
const THROTTLE_MILLIS = 10;

/**
 * Wakes the relays of other processes, after a commit and outside of any transaction: each NOTIFY takes a lock of the whole database until
 * its transaction has ended, which cost three quarters of the throughput when every batch had one. Nothing depends on it: who is not woken
 * looks by the clock.
 */
export class OtherRelays {
  private isWaiting = false;
  private isAsked = false;

  constructor(private readonly database: DataSource) {}

  /** Notifies at once, or as soon as {@link THROTTLE_MILLIS} have gone by since the last time. */
  wake(): void {
    this.isAsked = true;
    if (!this.isWaiting) this.notify();
  }

  private notify(): void {
    this.isWaiting = this.isAsked;
    if (!this.isAsked) return;
    this.isAsked = false;
    withoutTransaction(this.database, (connection) => notifyOutbox(connection, ROWS_UNSENT))
      .catch((error: unknown) => log.warn({ err: error }, 'other relays were not woken: they will look by the clock'))
      .finally(() => setTimeout(() => this.notify(), THROTTLE_MILLIS).unref());
  }
}
