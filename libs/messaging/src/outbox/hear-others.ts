import { Listener } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import type { Wake } from '../unit-of-work/wake.js';
import { LANES_CHANGED, outboxChannel } from './outbox-channel.js';
import type { Relay } from './relay.js';

/** Wakes this process' relay when another process has written rows that it sends, or when lanes are to be had. */
export function hearOthers(database: DataSource, schema: string, relay: Relay, wake: Wake): Listener {
  const { url, applicationName } = database.options as { url?: string; applicationName?: string };
  if (url === undefined) throw new RangeError('the data source has no address to listen at');
  return new Listener({
    url,
    channel: outboxChannel(schema),
    applicationName: `${applicationName ?? schema} relay`,
    onNotified(payload) {
      if (payload === LANES_CHANGED) relay.lanesChanged();
      wake.one(relay.name);
    },
    onListening: () => wake.one(relay.name),
  });
}
