import { type AllNamed, applyEvent, loadAll, loaded, type Rows } from '../handling/apply.js';
import { askedTogether, askFor } from '../handling/ask-together.js';
import { type EventSpan, type startBatchSpan, startEventSpan } from '../handling/event-span.js';
import { type FailureRecord, lostTransaction } from '../errors.js';
import { announceDeadLetter } from '../parking/dead-letter.js';
import {
  asideBefore,
  closeKeys,
  isParked,
  type KeyHead,
  markParked,
  park,
  type ParkedMessage,
} from '../parking/parking-store.js';
import { parkedMessage, verdictOn } from '../parking/verdict.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Arrival, EventArrival, RefusedArrival } from './arrival.js';
import type { Batch } from './batch.js';
import { claimFresh } from './claims.js';
import { type Fate, inboxStatesOf } from './fate.js';
import { setStates } from './inbox-store.js';
import { moveOffset } from './offsets.js';

interface Refusal {
  readonly arrival: EventArrival | RefusedArrival;
  readonly failure: FailureRecord;
}

/** What happens inside of one batch transaction: every arrival meets its fate, in order. */
export class BatchRun {
  private readonly parked: ParkedMessage[] = [];
  private readonly heads: KeyHead[] = [];
  private readonly fates: Fate[] = [];

  constructor(
    private readonly unit: UnitOfWork,
    private readonly batch: Batch,
    private readonly condemned: ReadonlyMap<Arrival, unknown>,
    private readonly batchSpan: ReturnType<typeof startBatchSpan>,
    private readonly spans: EventSpan[],
  ) {}

  async run(): Promise<Fate[]> {
    const { unit, batch } = this;
    const events = batch.arrivals.filter((arrival) => arrival.kind === 'event');
    // Sent together: none needs the answer of another.
    const [, { fresh, repeats, conflicts }, closed] = await Promise.all([
      moveOffset(unit.transaction, batch.group, batch),
      claimFresh(unit.transaction, events),
      batch.closedKeys.among(unit.transaction, () => events.map(({ message, key }) => ({ topic: message.topic, key }))),
    ]);
    for (const arrival of repeats) this.fates.push({ arrival, outcome: 'repeated' });
    const refused = batch.arrivals.filter((arrival) => arrival.kind === 'refused');
    await this.refuse([...refused.map((arrival) => ({ arrival, failure: arrival.failure })), ...conflicts]);

    const named = await loadAll(
      unit,
      fresh.filter(({ message, key }) => !isParked(closed, message.topic, key)),
    );
    await this.applyAll(fresh, closed, named);

    const waiting = this.parked.filter(({ state }) => state === 'waiting').length;
    if (waiting > 0) await batch.room.take(unit.transaction, waiting, batch);
    await park(unit.transaction, batch.group, this.parked);
    await closeKeys(unit.transaction, batch.group, this.heads);
    await setStates(unit.transaction, inboxStatesOf(this.fates, fresh));
    return this.fates;
  }

  private async applyAll(fresh: readonly EventArrival[], closed: Set<string>, named: AllNamed): Promise<void> {
    const isClosed = ({ message, key }: EventArrival) => isParked(closed, message.topic, key);
    const mayAsk = (arrival: EventArrival) => !this.condemned.has(arrival) && !isClosed(arrival);
    for (let next = 0; next < fresh.length;) {
      const arrival = fresh[next] as EventArrival;
      const together = askedTogether(fresh, next, mayAsk);
      const rows = together.length > 0 ? await askFor(this.unit, together) : [];
      together.forEach((each, i) => this.apply(each, closed, this.begin(each), rows[i] as () => Rows));
      next += Math.max(1, together.length);
      if (together.length > 0) continue;
      if (isClosed(arrival)) this.leaveBehind(arrival);
      else this.apply(arrival, closed, this.begin(arrival), () => loaded(this.unit, arrival, named));
    }
  }

  /** Buries what can never be applied here, save what was buried when its position was read before. */
  private async refuse(refusals: readonly Refusal[]): Promise<void> {
    if (refusals.length === 0) return;
    const messages = refusals.map(({ arrival }) => arrival.message);
    const before = await asideBefore(this.unit.transaction, this.batch.group, this.batch, messages);
    for (const { arrival, failure } of refusals) {
      if (before.has(arrival.message.offset)) this.fates.push({ arrival, outcome: 'repeated' });
      else this.bury(arrival, failure);
    }
  }

  /** It waits for the failed event of its key. */
  private leaveBehind(arrival: EventArrival): void {
    this.parked.push(parkedMessage(arrival, 'waiting', 0, null));
    this.fates.push({ arrival, outcome: 'parked', reason: 'waits behind a failed event of its key' });
  }

  private begin(arrival: EventArrival): EventSpan {
    const span = startEventSpan(arrival, this.batchSpan);
    this.spans.push(span);
    return span;
  }

  /** Applies one event, or parks it as the failed one of its key. Waits for nothing: most events ask the database nothing of their own. */
  private apply(arrival: EventArrival, closed: Set<string>, span: EventSpan, rows: () => Rows): void {
    const { message, key, handler } = arrival;
    try {
      if (this.condemned.has(arrival)) throw this.condemned.get(arrival);
      const applied = applyEvent(this.unit, arrival, rows(), span.traceparent);
      span.outcome(applied.outcome);
      this.fates.push({ arrival, ...applied });
    } catch (error) {
      if (lostTransaction(error) && !this.condemned.has(arrival)) throw error;
      const verdict = verdictOn(error, 1, handler.on.onDeadLetter);
      span.outcome(verdict.state === 'dead' ? 'dead' : 'parked', error);
      if (verdict.closesKey) {
        markParked(closed, message.topic, key);
        this.heads.push({ topic: message.topic, key, retryInMillis: verdict.retryInMillis });
      }
      if (verdict.state === 'dead') span.run(() => this.bury(arrival, verdict.failure));
      else {
        this.parked.push(parkedMessage(arrival, 'waiting', 1, verdict.failure));
        this.fates.push({ arrival, outcome: 'parked', failure: verdict.failure });
      }
    }
  }

  private bury(arrival: EventArrival | RefusedArrival, failure: FailureRecord): void {
    this.parked.push(parkedMessage(arrival, 'dead', 1, failure));
    this.fates.push({ arrival, outcome: 'dead', failure });
    announceDeadLetter(this.unit, this.batch.group, arrival, failure, 1);
  }
}
