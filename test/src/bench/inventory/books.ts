import type { Query } from '../../measuring/query.js';
import { unbalanced } from '../../inventory-site/balances.js';
import { SCHEMA } from '../../inventory-site/database.js';
import type { Finding } from '../messaging/judge.js';
import { productsOf, type Sent } from './contest-source.js';

export const HANDLER = 'inventory-propagator.stock-adjusted';

/** The first and the last event of a run: their ids begin with the time, so that nobody else's lie between them. */
export const idsOf = ({ eventIds }: Sent): [first: string, last: string] => {
  const sorted = [...eventIds].sort();
  return [sorted[0] ?? '', sorted.at(-1) ?? ''];
};

/** How many of a run's events have had their effect. */
export async function applied(query: Query, sent: Sent): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM ${SCHEMA}.inbox WHERE handler = $1 AND event_id BETWEEN $2 AND $3`,
    [HANDLER, ...idsOf(sent)],
  );
  return row?.count ?? 0;
}

/** Whether all of a run's events have had their effect. Asked often while it is measured, so it looks for a few ids. */
export async function isThrough(query: Query, { lastIds }: Sent): Promise<boolean> {
  const found = await query(`SELECT FROM ${SCHEMA}.inbox WHERE handler = $1 AND event_id = ANY($2::uuid[])`, [
    HANDLER,
    lastIds,
  ]);
  return found.length === lastIds.length;
}

/** When the effect of each of a run's events was committed, in milliseconds since 1970, in no order. Its inbox row is written with it. */
export async function committedAt(query: Query, sent: Sent): Promise<number[]> {
  const rows = await query<{ at: number }>(
    `SELECT (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000)::float8 AS at
     FROM ${SCHEMA}.inbox WHERE handler = $1 AND event_id BETWEEN $2 AND $3`,
    [HANDLER, ...idsOf(sent)],
  );
  return rows.map(({ at }) => at);
}

/** Whether each movement of a run is in the ledger once, and each balance what its sender and its movements say. */
export async function ledgerOf(query: Query, run: string, locationId: string, sent: Sent): Promise<Finding[]> {
  const [first] = productsOf(run);
  const [last] = productsOf(run).slice(-1);
  const [counts] = await query<{ moved: number; events: number; aside: number }>(
    `SELECT count(*)::integer AS moved, count(DISTINCT event_id)::integer AS events,
       (SELECT count(*)::integer FROM ${SCHEMA}.parked) AS aside
     FROM ${SCHEMA}.stock_movement WHERE product_id BETWEEN $1 AND $2 AND kind = 'adjusted'`,
    [first, last],
  );
  const balances = await query<{ productId: string; onHand: string }>(
    `SELECT product_id AS "productId", on_hand AS "onHand"
     FROM ${SCHEMA}.stock_level WHERE product_id BETWEEN $1 AND $2 AND location_id = $3`,
    [first, last, locationId],
  );
  const wrong = balances.filter(({ productId, onHand }) => Number(onHand) !== sent.levels.get(productId));
  const finding = (name: string, wanted: number, found: number, unit: string): Finding => ({
    name,
    wanted,
    found,
    unit,
  });
  return [
    finding('distinct movements applied', sent.eventIds.length, await applied(query, sent), 'movements'),
    finding('movements in the ledger', sent.eventIds.length, counts?.moved ?? 0, 'movements'),
    finding('distinct events of them', sent.eventIds.length, counts?.events ?? 0, 'events'),
    finding('balances', sent.levels.size, balances.length, 'balances'),
    finding('balances other than their sender’s', 0, wrong.length, 'balances'),
    finding('balances other than the sum of their movements', 0, (await unbalanced(query)).length, 'balances'),
    finding('events set aside', 0, counts?.aside ?? 0, 'events'),
  ];
}
