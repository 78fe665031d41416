import { instantOfMillis } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

export type ResyncState = 'running' | 'done' | 'cancelled';

const ENDED: ResyncState = 'done';

/** The last resync of each channel: how far it is, so that a restart goes on from there. */
export const channelResyncs = defineTable({
  name: 'channel_resync',
  key: ['destination'],
  columns: {
    destination: column.text(),
    /** Another for each resync; empty before the first. */
    resyncId: column.text(),
    state: column.text<ResyncState>(),
    actor: column.text(),
    reason: column.text(),
    /** Listings when it began. */
    total: column.integer(),
    /** Listings it has asked to be told, or found on their way already. */
    asked: column.integer(),
    /** The last of them, in the order of `ref`. */
    lastRef: column.text(),
    requestedAt: column.instant(),
    endedAt: column.nullable(column.instant()),
  },
  initial: () => ({
    resyncId: '',
    state: ENDED,
    actor: 'nobody',
    reason: 'none was asked for',
    total: 0,
    asked: 0,
    lastRef: '',
    requestedAt: instantOfMillis(0),
    endedAt: instantOfMillis(0),
  }),
});

export type ChannelResyncRow = RowOf<typeof channelResyncs>;
