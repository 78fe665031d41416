import { DesiredStateLoop, type Loop, type UnitsOfWork } from '@penstock/messaging';
import type { Channel } from '../channels/channel.js';
import type { QuantityReader } from '../drift/quantity-reader.js';
import { sayAdmission } from './admission.js';
import { connectionOf } from './connect/connection.js';
import { ResyncLoop } from './resync/resync-loop.js';

/** Well below what anybody notices, and enough that a busy channel is told of many listings in a call. */
const GATHER_MILLIS = 60;

/** A worker for each channel, with limits and a circuit breaker of its own: a shop that is down delays no other. */
export const channelLoops = (
  units: UnitsOfWork,
  channels: readonly Channel[],
  entity: string,
  holdMillis: number,
): Loop[] =>
  channels.map((channel) => {
    const { destination, name } = channel;
    const cause = {
      entity,
      source: { system: destination, channel: name },
      correlationId: destination,
      causationId: null,
      mode: 'live' as const,
    };
    const listings = connectionOf(channel).listings(entity, holdMillis);
    const how = { admitted: sayAdmission(entity, destination), gatherMillis: GATHER_MILLIS };
    return new DesiredStateLoop(units, Object.assign(listings, how), cause);
  });

/** Carries on the resyncs of these channels. */
export const resyncLoop = (units: UnitsOfWork, channels: readonly Channel[]): Loop =>
  new ResyncLoop(
    units,
    channels.map((channel) => ({
      destination: channel.destination,
      loop: `listings to ${channel.destination}`,
      readFirst: connectionOf(channel).readFirst,
    })),
  );

/** What the channels show, for those that show it, within the limits in which they are told. */
export const quantityReaders = (channels: readonly Channel[]): QuantityReader[] =>
  channels.flatMap((channel) => connectionOf(channel).reader ?? []);
