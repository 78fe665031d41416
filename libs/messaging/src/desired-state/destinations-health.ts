import type { DataSource } from 'typeorm';
import { Readings } from '../gauges/readings.js';
import type { BacklogPace } from './backlog-pace.js';
import { type Backlog, readBacklog, secondsLeft, type WatchedState } from './desired-state-gauges.js';

/** One destination's loop, as far as people are told of it. */
export interface WatchedLoop extends WatchedState {
  readonly pace: Pick<BacklogPace, 'perSecond'>;
  readonly lastFailure: { readonly code: string; readonly at: Date } | null;
}

/** What a person should know of a destination that does not hold all, or does not answer. */
export interface DestinationHealth {
  /** Rows it is to be told. */
  readonly pending: number;
  /** For how long the oldest of them has waited, in seconds. */
  readonly oldestAge: number;
  /** Rows a second that this process tells it; null while none is measured. */
  readonly perSecond: number | null;
  /** Seconds until all is told at that pace; null while nobody knows. */
  readonly expectedEnd: number | null;
  /** Why the last call of this process failed; null where it did not. */
  readonly failure: { readonly code: string; readonly at: string } | null;
}

/**
 * What readiness shows of destinations. It decides nothing: a channel that is down is no reason to take a process out that tells the others.
 */
export class DestinationsHealth {
  private readonly watched: { loop: WatchedLoop; reading: () => Promise<Backlog | undefined>; backlog?: Backlog }[];

  constructor(database: DataSource, loops: readonly WatchedLoop[]) {
    const readings = new Readings(database);
    this.watched = loops.map((loop) => {
      const { name, destination, table } = loop.state;
      const reading = readings.of(`health of ${name} to ${destination}`, (transaction) =>
        readBacklog(transaction, table.name, destination),
      );
      return { loop, reading };
    });
  }

  /** Looks into the tables, at most every ten seconds; what cannot be read stays as it was. */
  async look(): Promise<void> {
    await Promise.all(
      this.watched.map(async (of) => {
        const backlog = await of.reading();
        if (backlog) of.backlog = backlog;
      }),
    );
  }

  /** By destination; undefined where all hold what they should. */
  details(): Readonly<Record<string, DestinationHealth>> | undefined {
    const shown = this.watched.flatMap(({ loop, backlog }) => {
      const pending = (backlog?.never ?? 0) + (backlog?.inVain ?? 0);
      const { lastFailure } = loop;
      if (pending === 0 && !lastFailure) return [];
      const perSecond = loop.pace.perSecond();
      const health: DestinationHealth = {
        pending,
        oldestAge: Math.round(backlog?.oldestAge ?? 0),
        perSecond: perSecond === null ? null : Number(perSecond.toPrecision(3)),
        expectedEnd: rounded(secondsLeft(pending, perSecond)),
        failure: lastFailure && { code: lastFailure.code, at: lastFailure.at.toISOString() },
      };
      return [[loop.state.destination, health] as const];
    });
    return shown.length === 0 ? undefined : Object.fromEntries(shown);
  }
}

const rounded = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds));
