import type { OdooClient } from '@penstock/connector-odoo';
import { compared, noted, notedSpread, type Row } from '../../measuring/row.js';
import { type Spread, spreadOf } from '../../measuring/spread.js';
import { confirm } from './confirm.js';
import type { OdooScene } from './scene.js';
import { settling } from './settling.js';
import { bulkCreate } from './writers.js';

/** Calls at once that are tried. */
const FIXED = [1, 2, 4, 8];
const MOST = 8;
/** Orders of each measurement. */
const ORDERS = 16;
const BULK = 8;
/** Orders for the limit to find its place. */
const ADAPTIVE = 160;

/** What it costs to confirm, alone and in bulk, at how many calls at once, and where the limit settles by itself. */
export async function confirming(scene: OdooScene): Promise<Row[]> {
  const { client, rounds, say } = scene;
  // Each of them makes one call at a time: their limits have nothing to decide.
  const hands = Array.from({ length: MOST }, () => client({ maxConcurrent: 1 }));
  const conflicts = { count: 0 };
  const drafts = await quotations(scene, FIXED.length * (ORDERS + BULK) * rounds * 2 + ADAPTIVE);
  const take = (size: number, atOnce: number): number[][] =>
    Array.from({ length: Math.max(atOnce, ORDERS / size) }, () => drafts.splice(0, size));

  async function pace(size: number, atOnce: number): Promise<Spread> {
    const paces: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const calls = take(size, atOnce);
      const millis = await inTurns(hands.slice(0, atOnce), calls, (hand, ids) => confirm(hand, ids, conflicts));
      paces.push((calls.flat().length / millis) * 1000);
    }
    const found = spreadOf(paces);
    say(`confirm ${size} a call, ${atOnce} calls at once: ${found.median.toFixed(1)} orders/s`);
    return found;
  }

  const rows: Row[] = [];
  let best = { atOnce: 1, ordersPerSecond: 0 };
  for (const [size, what] of [
    [1, 'one order a call'],
    [BULK, `${BULK} orders a call`],
  ] as const) {
    // prettier-ignore
    for (const atOnce of FIXED) {
      const found = await pace(size, atOnce);
      if (size === 1 && found.median > best.ordersPerSecond) best = { atOnce, ordersPerSecond: found.median };
      const millis = (1000 / found.median) * atOnce;
      rows.push(
        notedSpread(`${what}, ${atOnce} at once`, found, 'orders/s'),
        noted(`${what}, ${atOnce} at once: an order takes`, millis, 'ms'),
      );
    }
  }
  const { settledAt, ordersPerSecond, trace } = await settling(client({ maxConcurrent: MOST }), drafts, conflicts);
  say(`the limit, every four orders: ${trace.filter((_, nth) => nth % 4 === 0).join(' ')}`);
  return [
    ...rows,
    compared('calls at once where the limit settles, against the best of those', settledAt, best.atOnce, 'calls'),
    compared('one order a call, as many as the limit allows, against the best', ordersPerSecond, best.ordersPerSecond, 'orders/s'), // prettier-ignore
    noted('calls that Odoo gave up for another call’s sake, and that were made again', conflicts.count, 'calls'),
  ];
}

async function quotations({ odoo, shop }: OdooScene, count: number): Promise<number[]> {
  const AT_ONCE = 50;
  const write = bulkCreate(odoo, shop);
  for (let at = 0; at < count; at += AT_ONCE) await write(`${shop.run}-confirm-${at}`, Math.min(AT_ONCE, count - at));
  return shop.find(`${shop.run}-confirm-`);
}

/** Each hand takes the next as soon as it has done one. @returns milliseconds until the last is done */
async function inTurns<T>(
  hands: readonly OdooClient[],
  all: readonly T[],
  work: (hand: OdooClient, each: T) => Promise<void>,
): Promise<number> {
  const left = [...all];
  const begun = performance.now();
  await Promise.all(
    hands.map(async (hand) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await work(hand, next);
    }),
  );
  return performance.now() - begun;
}
