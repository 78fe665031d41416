import type { EventDecoder } from '@penstock/kafka';
import { inTransaction } from '@penstock/persistence';
import type { Arrivals } from '../inbox/arrival.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { pause } from '../unit-of-work/wake.js';
import type { DeadLetter, DeadLetterDetail, Decision, LetterFilter, Page, Result } from './dead-letter.js';
import { counted } from './decision-figures.js';
import { discard } from './discard.js';
import { listLetters, readLetter } from './letter-store.js';
import { listActions, type OperatorAction, recordAction } from './operator-actions.js';
import { type Position, readPosition } from './position.js';
import { Replay } from './replay.js';
import { showLetter } from './show-letter.js';

/** Some of the messages of a filter. */
export interface Selection {
  readonly filter: LetterFilter;
  /** Position of the last message already dealt with. */
  readonly after?: Position | undefined;
  readonly limit: number;
  /** Messages a second; without it, as fast as it goes. */
  readonly rate?: number | undefined;
}

/** A page of decisions ends after this time, so that whoever asked hears of it before giving up. */
const PAGE_MILLIS = 15_000;

/** What people may see and decide about the messages that one service set aside. */
export class DeadLetters {
  private readonly replays: Replay;

  constructor(
    private readonly units: UnitsOfWork,
    arrivals: Arrivals,
    private readonly decoder: EventDecoder,
    readonly service: string,
  ) {
    this.replays = new Replay(units, arrivals, service);
  }

  async list(filter: LetterFilter, page: { after?: Position | undefined; limit: number }): Promise<Page<DeadLetter>> {
    const { limit } = page;
    const found = await inTransaction(this.units.database, (transaction) =>
      listLetters(transaction, this.service, filter, { ...page, limit: limit + 1 }),
    );
    const items = found.slice(0, limit);
    return { service: this.service, items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /**
   * @param disclose shows personal data; who asked and why is recorded first
   * @returns undefined when nothing of this position is set aside
   */
  async show(at: Position, disclose?: Decision): Promise<DeadLetterDetail | undefined> {
    const found = await inTransaction(this.units.database, async (transaction) => {
      const stored = await readLetter(transaction, this.service, at);
      if (!stored) return undefined;
      const { key, eventId, eventType } = stored.summary;
      const what = { action: 'disclose', outcome: 'shown', at, key, eventId, eventType } as const;
      if (disclose) await recordAction(transaction, disclose, what);
      return { stored, actions: await listActions(transaction, { of: at, limit: 100 }) };
    });
    return found && showLetter(this.decoder, found.stored, found.actions, disclose !== undefined);
  }

  /** @param decision without one it is a preview: tried and rolled back */
  replay(at: Position, decision?: Decision): Promise<Result> {
    return counted('replay', this.replays.replay(at, decision));
  }

  discard(at: Position, decision?: Decision): Promise<Result> {
    return counted('discard', discard(this.units, this.service, at, decision));
  }

  /** Replays what a filter finds, in the order it stood, so that the first of a key comes first. */
  replayAll(selection: Selection, decision?: Decision): Promise<Page<Result>> {
    return this.each(selection, decision, (at) => this.replay(at, decision));
  }

  discardAll(selection: Selection, decision?: Decision): Promise<Page<Result>> {
    return this.each(selection, decision, (at) => this.discard(at, decision));
  }

  async actions(page: { before?: string | undefined; limit: number }): Promise<Page<OperatorAction>> {
    const { limit } = page;
    const found = await inTransaction(this.units.database, (transaction) =>
      listActions(transaction, { ...page, limit: limit + 1 }),
    );
    const items = found.slice(0, limit);
    return { service: this.service, items, next: found.length > limit ? (items.at(-1)?.number ?? null) : null };
  }

  private async each(
    selection: Selection,
    decision: Decision | undefined,
    decide: (at: Position) => Promise<Result>,
  ): Promise<Page<Result>> {
    const { filter, rate } = selection;
    const { items: letters, next } = await this.list(filter, selection);
    const begun = performance.now();
    const items: Result[] = [];
    for (const { id } of letters) {
      const at = readPosition(id);
      if (!at) throw new RangeError(`${id} is no position`);
      items.push(await decide(at));
      // A preview has no effect that could come too fast.
      if (rate !== undefined && decision) await pauseUntil(begun + (items.length * 1000) / rate);
      if (performance.now() - begun > PAGE_MILLIS) break;
    }
    const isCut = items.length < letters.length;
    return { service: this.service, items, next: isCut ? (items.at(-1)?.id ?? null) : next };
  }
}

const pauseUntil = (time: number): Promise<void> =>
  pause(Math.max(0, time - performance.now()), new AbortController().signal);
