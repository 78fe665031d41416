import { logger } from '@penstock/observability';
import { codeOf, isInfrastructure, type Transaction } from '@penstock/persistence';
import { applyEvent, loadAll } from '../handling/apply.js';
import { startEventSpan } from '../handling/event-span.js';
import type { Arrivals, EventArrival } from '../inbox/arrival.js';
import { setStates } from '../inbox/inbox-store.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { announceDeadLetter } from './dead-letter.js';
import { verdictOn } from './verdict.js';

interface ParkedRow {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
  readonly attempts: number;
}

const log = logger('messaging.retry');

/**
 * Tries parked events again, oldest of a key first. A key's head row is locked for the whole try, so any replica may do it and only one does.
 * The event was claimed when it was parked: its inbox row moves from parked to done together with its effect.
 */
export class Retrier {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly arrivals: Arrivals,
    private readonly group: string,
  ) {}

  /** Tries the oldest event of the key that is due longest. @returns false when none is due */
  async tryNext(): Promise<boolean> {
    try {
      return await this.tryOldest();
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      // A statement was refused and took the transaction with it: write the failure down in one of its own.
      return this.tryOldest({ error });
    }
  }

  private tryOldest(condemned?: { error: unknown }): Promise<boolean> {
    return this.units.run(undefined, async (unit) => {
      const head = await this.lockDueHead(unit.transaction);
      if (!head) return false;
      const row = await this.oldest(unit.transaction, head);
      if (row) await this.tryOne(unit, row, head, condemned);
      else await this.open(unit.transaction, head);
      return true;
    });
  }

  private async lockDueHead(transaction: Transaction): Promise<{ topic: string; key: string } | undefined> {
    const rows = await transaction.query<{ topic: string; key: string }>(
      `SELECT topic, key FROM key_head WHERE group_name = $1 AND next_attempt_at <= clock_timestamp()
       ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [this.group],
      'lock due head',
    );
    return rows[0];
  }

  private async oldest(transaction: Transaction, head: { topic: string; key: string }): Promise<ParkedRow | undefined> {
    const rows = await transaction.query<ParkedRow>(
      `SELECT topic, partition, position AS offset, key, value, headers, attempts FROM parked
       WHERE group_name = $1 AND topic = $2 AND key = $3 AND state = 'waiting' ORDER BY partition, position LIMIT 1`,
      [this.group, head.topic, head.key],
      'oldest parked',
    );
    return rows[0];
  }

  private async tryOne(
    unit: UnitOfWork,
    row: ParkedRow,
    head: { topic: string; key: string },
    condemned: { error: unknown } | undefined,
  ): Promise<void> {
    const arrival = await this.arrivals.classify({
      ...row,
      offset: BigInt(row.offset),
      key: Buffer.from(row.key),
      timestamp: 0,
    });
    if (arrival.kind !== 'event') {
      log.error(
        { topic: row.topic, partition: row.partition, offset: row.offset },
        'a parked message has no handler any more',
      );
      return this.postpone(unit.transaction, head, 60_000);
    }
    const span = startEventSpan(arrival);
    try {
      await span.run(async () => {
        if (condemned) throw condemned.error;
        await loadAll(unit, [arrival]);
        const applied = await applyEvent(unit, arrival, unit.now);
        span.outcome(applied.outcome);
        await this.settle(unit.transaction, arrival, applied.outcome);
      });
    } catch (error) {
      if (codeOf(error) !== undefined && !condemned) throw error; // the database's own: the transaction is lost
      await this.failedAgain(unit, arrival, row.attempts + 1, error, head);
      span.outcome('failed again', error);
    } finally {
      span.end();
    }
  }

  private async failedAgain(
    unit: UnitOfWork,
    arrival: EventArrival,
    attempts: number,
    error: unknown,
    head: { topic: string; key: string },
  ): Promise<void> {
    const { message, handler, event } = arrival;
    const verdict = verdictOn(error, attempts, handler.on.onDeadLetter);
    await unit.transaction.query(
      `UPDATE parked SET attempts = $5, failure = $6, state = $7
       WHERE group_name = $1 AND topic = $2 AND partition = $3 AND position = $4`,
      [
        this.group,
        message.topic,
        message.partition,
        message.offset.toString(),
        attempts,
        JSON.stringify(verdict.failure),
        verdict.state,
      ],
      'record failed retry',
    );
    if (verdict.state === 'waiting') return this.postpone(unit.transaction, head, verdict.retryInMillis);
    announceDeadLetter(unit, this.group, arrival, verdict.failure, attempts);
    await setStates(unit.transaction, [{ handler: handler.id, eventId: event.meta.eventId, state: 'dead' }]);
    if (verdict.closesKey) await this.postpone(unit.transaction, head, null);
  }

  private async settle(transaction: Transaction, arrival: EventArrival, state: 'done' | 'skipped'): Promise<void> {
    const { message, handler, event } = arrival;
    await setStates(transaction, [{ handler: handler.id, eventId: event.meta.eventId, state }]);
    await transaction.query(
      'DELETE FROM parked WHERE group_name = $1 AND topic = $2 AND partition = $3 AND position = $4',
      [this.group, message.topic, message.partition, message.offset.toString()],
      'unpark',
    );
  }

  private async open(transaction: Transaction, head: { topic: string; key: string }): Promise<void> {
    await transaction.query(
      'DELETE FROM key_head WHERE group_name = $1 AND topic = $2 AND key = $3',
      [this.group, head.topic, head.key],
      'open key',
    );
  }

  /** @param pause milliseconds, or null to hold the key until a person decides about its dead letter */
  private async postpone(
    transaction: Transaction,
    head: { topic: string; key: string },
    pause: number | null,
  ): Promise<void> {
    await transaction.query(
      `UPDATE key_head SET next_attempt_at = clock_timestamp() + make_interval(secs => $4)
       WHERE group_name = $1 AND topic = $2 AND key = $3`,
      [this.group, head.topic, head.key, pause === null ? null : pause / 1000],
      'postpone key',
    );
  }
}
