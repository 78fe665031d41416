import type { Instant } from '@penstock/domain';
import { instantOfMillis } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

export type Stream =
  /** Was `locations` while those of transit were not announced: all are read again, once. */
  | 'places'
  /** Was `products` while units and packs were not announced. */
  | 'goods'
  | 'packs'
  | 'moves'
  | 'expected'
  | 'kits'
  | 'kit lines'
  | 'deliveries'
  | 'list prices'
  | 'pricelists'
  | 'price rules'
  | 'comparison'
  | 'comparison asked for'
  | 'stock base'
  | 'transit base';

/** How far the changes of one kind were read. */
export const odooCursors = defineTable({
  name: 'odoo_cursor',
  key: ['stream'],
  columns: {
    stream: column.text<Stream>(),
    /** The latest `write_date` seen, cut to seconds by Odoo; when the last `comparison` was begun; when one was `asked for`. */
    writtenAt: column.instant(),
    /** When the opening balance was taken, of `moves`; since when its amounts are kept, of `stock base`; of goods in transit, of `transit base`; of what is to come, of
     * `expected`. */
    openedAt: column.nullable(column.instant()),
  },
  initial: () => ({ writtenAt: instantOfMillis(0), openedAt: null }),
});
export type OdooCursor = RowOf<typeof odooCursors>;

/**
 * From when to read. `write_date` is when a transaction began, and comes cut to seconds: a slow transaction appears behind what was read, and
 * rows of the same second may come later. So reading overlaps by a margin longer than any transaction, and what was seen is told apart by
 * content, never by time.
 */
export const readFrom = ({ writtenAt }: OdooCursor, marginSeconds: number): Instant =>
  Math.max(0, writtenAt - marginSeconds * 1_000_000) as Instant;

export const latest = (instants: Iterable<Instant>): Instant => {
  let last = 0;
  for (const each of instants) last = Math.max(last, each);
  return last as Instant;
};
