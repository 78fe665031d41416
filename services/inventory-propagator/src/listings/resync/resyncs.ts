import { isoOf, uuid7 } from '@penstock/domain';
import { problem } from '@penstock/http';
import type { UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { waiting } from './ask-again.js';
import { type ChannelResyncRow, channelResyncs, type ResyncState } from './channel-resync.js';
import { WAITING_AT_MOST } from './resync-loop.js';

/** How far a resync is. */
export interface ResyncProgress {
  readonly destination: string;
  readonly resyncId: string;
  readonly state: ResyncState;
  readonly actor: string;
  readonly reason: string;
  /** Listings when it began; those that came later were told when they came. */
  readonly total: number;
  /** Listings that are told, or that a change of their own has taken over. */
  readonly told: number;
  /** Listings of the channel that it refuses: each has an exception of its own. */
  readonly refused: number;
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly endedAt: string | null;
  /** When all will be told, at the pace so far; null while nobody knows, and when it has ended. */
  readonly expectedEnd: string | null;
}

/** What people ask of resyncs. @param destinations of the channels file */
export class Resyncs {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly destinations: readonly string[],
  ) {}

  /** @throws Problem 404 where there is no such channel, 409 where one is running */
  start(destination: string, { actor, reason }: { actor: string; reason: string }): Promise<ResyncProgress> {
    return this.decide(destination, async (unit, before) => {
      if (before.state === 'running')
        throw problem(409, { detail: `A resync of ${destination} is running; see how far it is, or cancel it.` });
      const [counted] = await unit.transaction.query<{ total: number }>(
        'SELECT count(*)::integer AS total FROM product_listing WHERE destination = $1',
        [destination],
      );
      const begun = { asked: 0, lastRef: '', requestedAt: unit.now, endedAt: null };
      return { destination, resyncId: uuid7(), state: 'running', actor, reason, total: counted?.total ?? 0, ...begun };
    });
  }

  /** What waits already is told all the same. @throws Problem 404; 409 where none is running */
  cancel(destination: string): Promise<ResyncProgress> {
    return this.decide(destination, async (unit, before) => {
      if (before.state !== 'running') throw problem(409, { detail: `No resync of ${destination} is running.` });
      return { ...before, state: 'cancelled', endedAt: unit.now };
    });
  }

  /** @throws Problem 404 where there is no such channel, or never was a resync of it */
  progress(destination: string): Promise<ResyncProgress> {
    return this.decide(destination, async (_, before) => {
      if (before.resyncId === '') throw problem(404, { detail: `There was no resync of ${destination} yet.` });
      return before;
    });
  }

  private async decide(
    destination: string,
    next: (unit: UnitOfWork, before: ChannelResyncRow) => Promise<ChannelResyncRow>,
  ): Promise<ResyncProgress> {
    if (!this.destinations.includes(destination)) {
      const detail = `The channels file has no ${destination}; it has ${this.destinations.join(', ')}.`;
      throw problem(404, { detail });
    }
    return this.units.run(undefined, async (unit) => {
      const before = await unit.lock(channelResyncs.one({ destination }));
      const row = await next(unit, before);
      if (row !== before) unit.save(channelResyncs.save(row));
      return progressOf(unit, row);
    });
  }
}

async function progressOf(unit: UnitOfWork, row: ChannelResyncRow): Promise<ResyncProgress> {
  const { destination, resyncId, state, actor, reason, total, asked, requestedAt, endedAt } = row;
  const left = await waiting(unit.transaction, destination, WAITING_AT_MOST + 1_000);
  const [refusals] = await unit.transaction.query<{ refused: number }>(
    'SELECT count(*)::integer AS refused FROM product_listing WHERE destination = $1 AND refused_code IS NOT NULL',
    [destination],
  );
  const told = Math.max(0, asked - left);
  const elapsed = unit.now - requestedAt;
  const end = state === 'running' && told > 0 ? requestedAt + Math.round((elapsed * total) / told) : null;
  return {
    ...{ destination, resyncId, state, actor, reason, total, told, refused: refusals?.refused ?? 0 },
    requestedAt: isoOf(requestedAt),
    endedAt: endedAt === null ? null : isoOf(endedAt),
    expectedEnd: end === null ? null : isoOf(end as typeof requestedAt),
  };
}
