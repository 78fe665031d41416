import { currentTraceparent, inSpan, SpanKind } from '@penstock/observability';
import { inTransaction, isInfrastructure } from '@penstock/persistence';
import { type FailureRecord, recordOf } from '../errors.js';
import { applyEvent, gather, loadAll } from '../handling/apply.js';
import type { Arrival, Arrivals, EventArrival } from '../inbox/arrival.js';
import { setStates } from '../inbox/inbox-store.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import type { Decision, Result } from './dead-letter.js';
import { lockKey, releaseKey, standsBefore } from './key-lock.js';
import { readLetter } from './letter-store.js';
import { countFollowers, forgetLetter, lockLetter, recordTry } from './locked-letter.js';
import { recordAction } from './operator-actions.js';
import { type Position, positionText } from './position.js';
import { replayAttributes } from './replay-attributes.js';
import { eventOf, isApplied, Refused } from './replayable.js';
import { retryingTrouble } from './retrying-trouble.js';
import { runOrRehearse } from './rehearse.js';
import { watchHandler } from './watch-handler.js';

/** What a transaction found out; the rest of the result is the same for all. */
type Applied = Pick<Result, 'outcome'> & Partial<Pick<Result, 'reason' | 'effects' | 'followers'>>;

/** What is being replayed. */
interface Order {
  readonly at: Position;
  readonly key: string;
  readonly arrival: Arrival;
  /** Undefined for a preview. */
  readonly decision: Decision | undefined;
}

/**
 * Tries one message again because a person said so. Under the key's lock and the message's own, its inbox row moves to done in the
 * transaction of its effect, so that a retry, another replay or the same one asked for twice finds nothing left to do.
 */
export class Replay {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly arrivals: Arrivals,
    private readonly group: string,
  ) {}

  /** @throws the database's or the registry's error when they are in trouble: nothing was decided then */
  async replay(at: Position, decision: Decision | undefined): Promise<Result> {
    const stored = await inTransaction(this.units.database, (transaction) => readLetter(transaction, this.group, at));
    if (!stored) return this.resultOf(at, decision, { outcome: 'gone' });
    const { key } = stored.summary;
    // The headers are those of a try that failed. Only its trace is kept, as a link: the replay is a story of its own.
    const message = {
      ...at,
      key: key === '' ? null : Buffer.from(key),
      value: stored.value,
      headers: {},
      timestamp: 0,
    };
    const [arrival] = await this.arrivals.classify([message]);
    if (!arrival) throw new RangeError('a message was not classified');
    const links = [stored.headers['traceparent'], currentTraceparent()];
    return inSpan(
      `replay ${arrival.kind === 'event' ? arrival.handler.id : at.topic}`,
      { kind: SpanKind.CONSUMER, parent: null, links, attributes: replayAttributes(at, arrival) },
      async (span) => {
        const order = { at, key, arrival, decision };
        const result = await retryingTrouble(() => this.carryOut(order));
        span.setAttributes({ 'penstock.outcome': result.outcome, 'penstock.preview': result.preview });
        return result;
      },
    );
  }

  private async carryOut(order: Order): Promise<Result> {
    const { at, decision } = order;
    try {
      const applied = await runOrRehearse(this.units, !decision, (unit) => this.apply(unit, order));
      return this.resultOf(at, decision, applied);
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      // Whatever the try wrote is rolled back; that it failed is written down in a transaction of its own.
      const failure = error instanceof Refused ? error.failure : recordOf(error);
      const { kind, code, message } = failure;
      const applied = await runOrRehearse(this.units, !decision, (unit) => this.writeDown(unit, order, failure));
      const failed = applied.outcome === 'failed' ? { kind, code, message } : null;
      return { ...this.resultOf(at, decision, applied), error: failed };
    }
  }

  private async apply(unit: UnitOfWork, { at, key, arrival, decision }: Order): Promise<Applied> {
    const { transaction } = unit;
    const locked = await lockKey(transaction, this.group, at.topic, key);
    const letter = await lockLetter(transaction, this.group, at);
    if (!letter) {
      await releaseKey(transaction, locked, false);
      return { outcome: 'gone' };
    }
    const event = eventOf(arrival, this.group);
    const followers = await countFollowers(transaction, this.group, at, key);
    const blocker = await standsBefore(transaction, locked, at);
    if (blocker !== undefined && event.handler.on.onDeadLetter === 'hold') {
      await releaseKey(transaction, locked, false);
      return { outcome: 'blocked', reason: `${blocker} comes first`, followers };
    }
    const applied = (await isApplied(unit, event))
      ? ({ outcome: 'repeated' } as const)
      : await this.applyClaimed(unit, event);
    await forgetLetter(transaction, this.group, at);
    await releaseKey(transaction, locked, letter.state === 'waiting');
    if (decision) {
      const { eventId } = event.event.meta;
      const what = { at, key, eventId, eventType: event.handler.on.name, outcome: applied.outcome };
      await recordAction(transaction, decision, { action: 'replay', ...what });
    }
    return { ...applied, followers };
  }

  private async applyClaimed(unit: UnitOfWork, arrival: EventArrival): Promise<Applied> {
    const { handler, effects } = watchHandler(arrival.handler);
    const watched = { ...arrival, handler };
    await loadAll(unit, [watched]);
    const { outcome, reason = null } = applyEvent(unit, watched, await gather(unit, watched), currentTraceparent());
    await setStates(unit.transaction, [{ handler: handler.id, eventId: arrival.event.meta.eventId, state: outcome }]);
    return { outcome, reason, effects: effects() };
  }

  private async writeDown(unit: UnitOfWork, order: Order, failure: FailureRecord): Promise<Applied> {
    const { transaction } = unit;
    const { at, key, decision } = order;
    const locked = await lockKey(transaction, this.group, at.topic, key);
    const letter = await lockLetter(transaction, this.group, at);
    const followers = await countFollowers(transaction, this.group, at, key);
    if (letter && decision) {
      await recordTry(transaction, this.group, at, failure);
      const { eventId, eventType } = letter;
      const what = { at, key, eventId, eventType, outcome: 'failed', failure };
      await recordAction(transaction, decision, { action: 'replay', ...what });
    }
    await releaseKey(transaction, locked, false);
    return { outcome: letter ? 'failed' : 'gone', followers };
  }

  private resultOf(at: Position, decision: Decision | undefined, applied: Applied): Result {
    const { outcome, reason = null, effects = null, followers = 0 } = applied;
    const id = positionText(at);
    return { service: this.group, id, outcome, preview: !decision, reason, error: null, effects, followers };
  }
}
