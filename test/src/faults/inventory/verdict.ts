import type { Query } from '../../measuring/query.js';
import { oversold, unbalanced } from '../../inventory-site/balances.js';
import type { TestChannel } from '../../inventory-site/channels/open-channels.js';
import { SCHEMA } from '../../inventory-site/database.js';
import { numberedProduct } from '../../inventory-site/facts.js';
import { PIECES, type Traded } from './trade.js';

/** What is not as it must be, in sentences. */
export interface Verdict {
  /** A channel offers another number than there is. */
  readonly wrong: readonly string[];
  /** A channel that was not struck heard of things late. */
  readonly late: readonly string[];
  /** More, or fewer, pieces were promised than there were or than were asked for. */
  readonly promised: readonly string[];
  /** A balance is not the sum of its movements. */
  readonly unbalanced: readonly string[];
}

export const isClean = (verdict: Verdict): boolean => Object.values(verdict).every((cases) => cases.length === 0);

export interface Witnesses {
  readonly query: Query;
  readonly channels: readonly TestChannel[];
  /** Sentences about channels that should not have been late. */
  readonly late: readonly string[];
}

/** By what the channels' own state and logs say, and by SQL past the service. */
export async function judge(traded: Traded, { query, channels, late }: Witnesses): Promise<Verdict> {
  const states = await Promise.all(channels.map(async (channel) => wrongAt(channel, await channel.held(), traded)));
  return {
    wrong: states.flat(),
    late,
    promised: [...(await wronglyPromised(query, traded)), ...(await oversold(query))],
    unbalanced: await unbalanced(query),
  };
}

export const wrongAt = (
  { destination }: Pick<TestChannel, 'destination'>,
  held: ReadonlyMap<number, number | null>,
  { offered }: Pick<Traded, 'offered'>,
): string[] =>
  [...offered].flatMap(([product, wanted]) => {
    const found = held.get(product) ?? null;
    return found === wanted ? [] : [`${destination} offers ${found} of product ${product} instead of ${wanted}`];
  });

async function wronglyPromised(query: Query, { ordered }: Traded): Promise<string[]> {
  const ids = [...ordered.keys()].map(numberedProduct);
  const rows = await query<{ id: string; granted: number; asked: number; pieces: string }>(
    `SELECT product_id AS id, count(*) FILTER (WHERE state = 'reserved')::integer AS granted, count(*)::integer AS asked,
       sum(reserved) AS pieces
     FROM ${SCHEMA}.reservation WHERE product_id = ANY($1::text[]) GROUP BY product_id`,
    [ids],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return [...ordered].flatMap(([product, asked]) => {
    const row = found.get(numberedProduct(product));
    const granted = Math.min(PIECES, asked);
    return row?.asked === asked && row.granted === granted && Number(row.pieces) === granted
      ? []
      : [
          `product ${product}: ${row?.granted ?? 0} of ${row?.asked ?? 0} lines have ${row?.pieces ?? 0} pieces, instead of ${granted} of ${asked}`,
        ];
  });
}
