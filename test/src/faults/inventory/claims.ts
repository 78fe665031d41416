import { OrderCreated, ReservationRequested } from '@penstock/contracts';
import { withQuery } from '../../measuring/query.js';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { type Random, randomFrom } from '../../measuring/random.js';
import { oversold, unbalanced } from '../../inventory-site/balances.js';
import { checkoutAt } from '../../inventory-site/checkout.js';
import { SCHEMA } from '../../inventory-site/database.js';
import { metaOf, numberedProduct, pieces, skuOf } from '../../inventory-site/facts.js';
import { lineIdOf, orderCreated, orderIdOf, TILL } from '../../inventory-site/orders.js';
import type { Propagator } from '../../inventory-site/propagator.js';
import { type Site, untilCount } from '../../inventory-site/site.js';

/** Pieces that there are, and claims of one piece each that come at once: a third by each way. */
export const CLAIMED_PIECES = 100;
const CLAIMS = 1000;

/** What came of one round. */
interface Round {
  /** Lines that have what they asked for, by the service's tables. */
  readonly granted: number;
  /** Claims over HTTP that were told so. */
  readonly told: number;
  /** Lines of those that the tables have. */
  readonly kept: number;
  /** Answers that are neither a grant nor a refusal for want of stock. */
  readonly odd: readonly number[];
}

/**
 * Everybody claims at once: orders, requests and checkouts, to two replicas, one piece each of a product of which there is one for every ten.
 * @param products one for each round
 */
export async function playClaims(
  site: Site,
  replicas: readonly Propagator[],
  products: readonly number[],
  { seed, say }: { seed: number; say: (line: string) => void },
): Promise<Row[]> {
  const random = randomFrom(seed);
  const rounds: Round[] = [];
  for (const [nth, product] of products.entries()) {
    const round = await claimAtOnce(site, replicas, product, random);
    say(`claims ${nth + 1}/${products.length}: ${round.granted} of ${CLAIMED_PIECES} granted to ${CLAIMS}`);
    rounds.push(round);
  }
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const [over, wrong] = await withQuery(site.databaseUrl, async (query) => [
    await oversold(query),
    await unbalanced(query),
  ]);
  return [
    noted('claims: rounds of a thousand at once', rounds.length, 'rounds'),
    exactly(
      'claims: pieces granted',
      rounds.length * CLAIMED_PIECES,
      sum(({ granted }) => granted),
      'pieces',
    ),
    exactly(
      'claims: rounds with more or fewer than a hundred',
      0,
      rounds.filter(({ granted }) => granted !== CLAIMED_PIECES).length,
      'rounds',
    ),
    exactly(
      'claims: granted over HTTP, as the tables have it',
      sum(({ kept }) => kept),
      sum(({ told }) => told),
      'claims',
    ),
    exactly(
      'claims: answers that are neither yes nor no',
      0,
      sum(({ odd }) => odd.length),
      'answers',
    ),
    exactly('claims: products oversold', 0, over?.length ?? 0, 'products'),
    exactly('claims: balances that are not the sum of their movements', 0, wrong?.length ?? 0, 'balances'),
  ];
}

async function claimAtOnce(
  site: Site,
  replicas: readonly Propagator[],
  product: number,
  random: Random,
): Promise<Round> {
  const { speaker } = site;
  const sku = skuOf(numberedProduct(product));
  const checkouts = replicas.map(({ url }) => checkoutAt(url));
  const ways = Array.from({ length: CLAIMS }, (_, nth) => ({
    way: random.below(3),
    reference: `claim-${product}-${nth}`,
  }));
  const records = ways.flatMap(({ way, reference }) => {
    if (way === 0) return [speaker.record(OrderCreated, orderCreated(reference, [{ sku, quantity: 1 }]))];
    if (way === 1) return [speaker.record(ReservationRequested, requested(reference, sku))];
    return [];
  });
  const overHttp = ways.filter(({ way }) => way === 2);
  const [answers] = await Promise.all([
    Promise.all(
      overHttp.map(async ({ reference }, nth) => {
        const checkout = checkouts[nth % checkouts.length];
        return checkout?.claim(reference, sku, 1) ?? { status: 0, promised: 0 };
      }),
    ),
    speaker.send(records),
  ]);
  const ids = ways.filter(({ way }) => way !== 2).map(({ reference }) => `'${lineIdOf(reference, 0)}'`);
  const answered = `SELECT count(*) FROM ${SCHEMA}.reservation WHERE line_id IN (${ids.join()})`;
  await untilCount(site, 'claims answered', answered, records.length);
  return withQuery(site.databaseUrl, async (query) => {
    const [row] = await query<{ granted: number; kept: number }>(
      `SELECT count(*) FILTER (WHERE reserved = 1)::integer AS granted,
         count(*) FILTER (WHERE reserved = 1 AND NOT line_id IN (${ids.join()}))::integer AS kept
       FROM ${SCHEMA}.reservation WHERE product_id = $1`,
      [numberedProduct(product)],
    );
    return {
      granted: row?.granted ?? 0,
      kept: row?.kept ?? 0,
      told: answers.reduce((sum, { promised }) => sum + promised, 0),
      odd: answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 409),
    };
  });
}

const requested = (reference: string, sku: string): ReservationRequested => {
  const orderId = orderIdOf(reference);
  return {
    meta: metaOf(orderId, { source: TILL }),
    orderId,
    policy: 'EACH_LINE_IN_FULL',
    expiresAt: null,
    priority: 100,
    backorder: false,
    lines: [{ lineId: lineIdOf(reference, 0), productId: null, sku, quantity: pieces(1) }],
  };
};
