import { logger } from '@penstock/observability';
import { inTransaction, isInfrastructure } from '@penstock/persistence';
import { lostTransaction, stoodStill } from '../errors.js';
import { applyEvent, gather, loadAll } from '../handling/apply.js';
import { startEventSpan } from '../handling/event-span.js';
import type { Arrival, Arrivals, EventArrival } from '../inbox/arrival.js';
import { setStates } from '../inbox/inbox-store.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { announceDeadLetter } from './dead-letter.js';
import { type ClosedKey, ParkedQueue, type WaitingMessage } from './parked-queue.js';
import { verdictOn } from './verdict.js';

const log = logger('messaging.retry');

/** How long a key waits whose parked message this build has no handler for: a later one may. */
const NO_HANDLER_MILLIS = 60_000;

/** A try that is about to be made, prepared outside of the transaction. */
interface Try {
  readonly key: ClosedKey;
  /** Undefined when nothing waits any more and the key is to be opened. */
  readonly waiting: (WaitingMessage & { readonly arrival: Arrival }) | undefined;
}

/** The event of a try; `attempts` counts this one too. */
type Tried = WaitingMessage & { readonly arrival: EventArrival };

/**
 * Tries parked events again, oldest of a key first. A key's head row is locked for the whole try, so any replica may do it and only one does.
 * The event was claimed when it was parked: its inbox row moves from parked to done together with its effect.
 */
export class Retrier {
  private readonly queue: ParkedQueue;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly arrivals: Arrivals,
    private readonly group: string,
  ) {
    this.queue = new ParkedQueue(group);
  }

  /** Tries the oldest event of the key that is due longest. @returns false when none is due */
  async tryNext(): Promise<boolean> {
    const next = await this.prepare();
    if (!next) return false;
    try {
      await this.carryOut(next);
    } catch (error) {
      // One that stands still does so by its handler, which is tried alone here: it must not be tried for ever.
      if (isInfrastructure(error) && !stoodStill(error)) throw error;
      // A statement was refused and took the transaction with it: write the failure down in one of its own.
      await this.carryOut(next, { error });
    }
    return true;
  }

  /** Decoding may ask the registry, which nothing may do while it holds a lock. */
  private async prepare(): Promise<Try | undefined> {
    const found = await inTransaction(this.units.database, async (transaction) => {
      const key = await this.queue.due(transaction);
      return key && { key, waiting: await this.queue.oldest(transaction, key) };
    });
    if (!found?.waiting) return found as Try | undefined;
    const [arrival] = await this.arrivals.classify([found.waiting.message]);
    return arrival && { key: found.key, waiting: { ...found.waiting, arrival } };
  }

  private carryOut({ key, waiting }: Try, condemned?: { error: unknown }): Promise<void> {
    return this.units.run(undefined, async (unit) => {
      if (!(await this.queue.lock(unit.transaction, key))) return;
      const oldest = await this.queue.oldest(unit.transaction, key);
      if (oldest?.message.offset !== waiting?.message.offset) return; // another process was faster: look again
      if (!waiting) return this.queue.open(unit.transaction, key);
      const { arrival, attempts } = waiting;
      if (arrival.kind === 'event')
        return this.tryOne(unit, { ...waiting, arrival, attempts: attempts + 1 }, key, condemned);
      const { topic, partition, offset } = arrival.message;
      log.error({ topic, partition, offset: String(offset) }, 'a parked message has no handler any more');
      return this.queue.postpone(unit.transaction, key, NO_HANDLER_MILLIS);
    });
  }

  private async tryOne(
    unit: UnitOfWork,
    tried: Tried,
    key: ClosedKey,
    condemned: { error: unknown } | undefined,
  ): Promise<void> {
    const { arrival } = tried;
    const span = startEventSpan(arrival);
    try {
      await span.run(async () => {
        if (condemned) throw condemned.error;
        await loadAll(unit, [arrival]);
        const applied = applyEvent(unit, arrival, await gather(unit, arrival), span.traceparent);
        span.outcome(applied.outcome);
        await setStates(unit.transaction, [stateOf(arrival, applied.outcome)]);
        await this.queue.forget(unit.transaction, arrival.message);
      });
    } catch (error) {
      if (lostTransaction(error) && !condemned) throw error;
      span.outcome('failed again', error);
      await span.run(() => this.failedAgain(unit, tried, key, error));
    } finally {
      span.end();
    }
  }

  private async failedAgain(
    unit: UnitOfWork,
    { arrival, attempts, since }: Tried,
    key: ClosedKey,
    error: unknown,
  ): Promise<void> {
    const { state, failure, retryInMillis, closesKey } = verdictOn(error, attempts, arrival.handler.on.onDeadLetter);
    await this.queue.recordFailure(unit.transaction, arrival.message, { attempts, failure, state });
    if (state === 'waiting') return this.queue.postpone(unit.transaction, key, retryInMillis);
    announceDeadLetter(unit, this.group, arrival, failure, attempts, since);
    await setStates(unit.transaction, [stateOf(arrival, 'dead')]);
    if (closesKey) await this.queue.postpone(unit.transaction, key, null);
  }
}

const stateOf = <S>({ handler, event }: EventArrival, state: S) => ({
  handler: handler.id,
  eventId: event.meta.eventId,
  state,
});
