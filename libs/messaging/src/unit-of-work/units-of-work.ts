import { instantOfMillis } from '@penstock/domain';
import { inTransaction } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import { Handover } from '../outbox/handover.js';
import type { OtherRelays } from '../outbox/other-relays.js';
import type { OutboxRow } from '../outbox/outbox-store.js';
import type { Cause } from '../handling/outgoing.js';
import type { KeepSaid } from './said-event.js';
import { type EventEncoder, UnitOfWork } from './unit-of-work.js';
import type { Wake } from './wake.js';

/** Opens units of work on one service's database. */
export class UnitsOfWork {
  constructor(
    readonly database: DataSource,
    private readonly encoder: EventEncoder,
    private readonly service: string,
    private readonly wake: Wake,
    private readonly handover: Handover = new Handover(),
    private readonly otherRelays?: OtherRelays,
    private readonly keepSaid?: KeepSaid,
  ) {}

  /** Wakes one loop of this process that has found work of its own: no other is disturbed. */
  wakeLoop(name: string): void {
    this.wake.one(name);
  }

  /**
   * Runs `work` in one transaction, writes what it saved and said, commits, and wakes the relay and the workers of this process, and the
   * relays of others where they send some of it.
   * `work` must not call the network. It may run more than once when the caller retries, so it holds no effects of its own.
   */
  async run<T>(cause: Cause | undefined, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    let woken = false;
    let unsent: readonly OutboxRow[] = [];
    const result = await inTransaction(this.database, async (transaction) => {
      const now = instantOfMillis(Date.now());
      const unit = new UnitOfWork(transaction, this.encoder, this.service, now, cause, this.keepSaid);
      const value = await work(unit);
      woken = unit.hasWork;
      await unit.flush();
      unsent = unit.unsent;
      return value;
    });
    if (this.handover.put(unsent)) this.otherRelays?.wake();
    if (woken) this.wake.all();
    return result;
  }
}
