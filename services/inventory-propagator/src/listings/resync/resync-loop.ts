import { logger } from '@penstock/observability';
import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { askAgain, waiting } from './ask-again.js';
import { channelResyncs } from './channel-resync.js';

const log = logger('inventory-propagator.resync');

/** Listings that wait to be told again at most: enough for a fast channel, few enough that a cancelled resync ends soon. */
export const WAITING_AT_MOST = 2_000;

/** What of a channel a resync needs to know. */
export interface ResyncedChannel {
  readonly destination: string;
  /** The loop that tells it. */
  readonly loop: string;
  /** Whether asking what it shows is cheaper than telling. */
  readonly readFirst: boolean;
}

/**
 * Carries resyncs on: asks for so many listings at a time that the channel always has some to be told, and no more. How far it is stands in the
 * table, so that it needs no memory, and any process goes on with it.
 */
export class ResyncLoop implements Loop {
  readonly name = 'resync';
  /** Not at every commit: it runs rarely, and asks for enough listings at a time. */
  readonly everyMillis = 250;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly channels: readonly ResyncedChannel[],
  ) {}

  async turn(): Promise<boolean> {
    const running = await this.units.database.query<{ destination: string }[]>(
      `SELECT destination FROM channel_resync WHERE state = 'running' ORDER BY destination`,
    );
    let more = false;
    for (const { destination } of running) {
      const channel = this.channels.find((known) => known.destination === destination);
      if (channel && (await this.step(channel))) more = true;
    }
    return more;
  }

  /** @returns true when more can be asked for at once */
  private async step({ destination, loop, readFirst }: ResyncedChannel): Promise<boolean> {
    const asked = await this.units.run(undefined, async (unit) => {
      const resync = await unit.lock(channelResyncs.one({ destination }));
      if (resync.state !== 'running') return 0;
      const left = await waiting(unit.transaction, destination, WAITING_AT_MOST);
      if (left >= WAITING_AT_MOST) return 0;
      const { looked, lastRef } = await askAgain(unit, destination, resync.lastRef, readFirst);
      if (lastRef !== null) unit.save(channelResyncs.save({ ...resync, asked: resync.asked + looked, lastRef }));
      else if (left === 0) {
        unit.save(channelResyncs.save({ ...resync, state: 'done', endedAt: unit.now }));
        log.info({ destination, resync: resync.resyncId, listings: resync.asked }, 'resync done');
      }
      return looked;
    });
    if (asked > 0) this.units.wakeLoop(loop);
    return asked > 0;
  }
}
