import { PARTITIONS, STOCK_SCHEMA as SCHEMA } from '../../stock-service/run.js';
import type { Query } from '../../measuring/query.js';

/** An effect as its row tells it. */
export interface Effect {
  readonly productId: string;
  readonly eventId: string;
  readonly partition: number;
  /** When the database wrote it, in milliseconds since 1970. */
  readonly at: number;
  /** Null where the version before wrote it. */
  readonly station: string | null;
}

/** What the service's tables say, read by SQL. */
export interface Books {
  /** Those of a product in the order in which they happened. */
  readonly effects: readonly Effect[];
  /** The next offset of the input, by partition. */
  readonly offsets: readonly number[];
  readonly unsent: number;
  readonly setAside: number;
  /** Outbox lanes that somebody holds a lease of. */
  readonly leased: number;
}

/** @param topic of the movements */
export async function readBooks(query: Query, topic: string): Promise<Books> {
  const hasStations = await query<object>(
    `SELECT 1 FROM information_schema.columns WHERE table_schema = $1 AND table_name = 'effect' AND column_name = 'station'`,
    [SCHEMA],
  );
  const effects = await query<Effect>(
    `SELECT e.product_id AS "productId", e.event_id AS "eventId", i.partition, ${hasStations.length > 0 ? 'station' : 'null AS station'},
       (extract(epoch FROM committed_at) * 1000)::float8 AS at
     FROM ${SCHEMA}.effect e JOIN ${SCHEMA}.inbox i USING (event_id) ORDER BY product_id, nth`,
  );
  const offsets = await query<{ partition: number; next: string }>(
    `SELECT partition, next_offset AS next FROM ${SCHEMA}.consumer_offset WHERE topic = $1`,
    [topic],
  );
  const [counts] = await query<{ unsent: number; setAside: number; leased: number }>(
    `SELECT (SELECT count(*)::integer FROM ${SCHEMA}.outbox) AS unsent,
       (SELECT count(*)::integer FROM ${SCHEMA}.parked) AS "setAside",
       (SELECT count(*)::integer FROM ${SCHEMA}.lane_lease WHERE expires_at > clock_timestamp()) AS leased`,
  );
  const byPartition = new Map(offsets.map(({ partition, next }) => [partition, Number(next)]));
  return {
    effects,
    offsets: Array.from({ length: PARTITIONS }, (_, partition) => byPartition.get(partition) ?? 0),
    unsent: counts?.unsent ?? 0,
    setAside: counts?.setAside ?? 0,
    leased: counts?.leased ?? 0,
  };
}
