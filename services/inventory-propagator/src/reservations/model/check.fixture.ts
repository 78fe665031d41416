import type { Outgoing } from '@penstock/messaging';
import { products } from '../../stock/product.js';
import { stockLevels } from '../../stock/stock-level.js';
import { reservations, type ReservationRow } from '../reservation.js';
import { KIT, LIMIT, lineId, LOCATIONS, PRODUCTS } from './operations.fixture.js';
import type { Promised } from './promises.fixture.js';
import type { Reference } from './reference.fixture.js';
import { numberOf, type World } from './world.fixture.js';

/** What is otherwise than it should be after a step; null where nothing is. @param all also lines that the step has not changed */
export function check(world: World, reference: Reference, said: readonly Outgoing[], all: boolean): string | null {
  for (let product = 0; product < KIT; product += 1) {
    const trouble = balances(world, reference, product, said);
    if (trouble !== null) return trouble;
  }
  for (const row of world.changed) {
    const trouble = held(row);
    if (trouble !== null) return trouble;
  }
  return all ? lines(world, reference) : null;
}

function balances(world: World, reference: Reference, product: number, said: readonly Outgoing[]): string | null {
  const productId = PRODUCTS[product] as string;
  const row = world.memory.row(products.one({ productId }));
  const [onHand, reserved, owed] = [row.onHand, row.reserved, row.backordered].map(numberOf) as [number, number, number]; // prettier-ignore
  const differ = (what: string, is: number, should: number) =>
    is === should ? null : `${productId}: ${what} is ${is} instead of ${should}`;
  let bound = 0;
  let there = 0;
  for (const [place, locationId] of LOCATIONS.entries()) {
    const level = world.memory.row(stockLevels.one({ productId, locationId }));
    const [has, keeps] = [numberOf(level.onHand), numberOf(level.reserved)];
    const trouble =
      differ(`on hand at ${locationId}`, has, reference.at(product, place).quantity) ??
      differ(`sum of on-hand movements at ${locationId}`, world.booked.get(`${productId} ${locationId} on_hand`) ?? 0, has) ??
      differ(`sum of reserved movements at ${locationId}`, world.booked.get(`${productId} ${locationId} reserved`) ?? 0, keeps) ??
      differ(`reserved at ${locationId}`, keeps, world.reserved.get(`${productId} ${locationId}`) ?? 0); // prettier-ignore
    if (trouble !== null) return trouble;
    if (keeps < 0) return `${productId}: ${keeps} are reserved at ${locationId}`;
    bound += keeps;
    there += has;
  }
  const isMore = said.some(({ type, content }) => type.name.endsWith('StockReserved') && (content as { productId?: string }).productId === productId); // prettier-ignore
  if (isMore && reserved > onHand && reserved > reference.sum(product, 'reserved')) return `${productId}: oversold`;
  if (owed > LIMIT) return `${productId}: ${owed} are owed, and ${LIMIT} may be`;
  return (
    differ('on hand', onHand, there) ??
    differ('what is reserved at locations', bound, reserved) ??
    differ('reserved', reserved, world.reserved.get(productId) ?? 0) ??
    differ('owed', owed, world.owed.get(productId) ?? 0) ??
    differ('reserved', reserved, reference.sum(product, 'reserved')) ??
    differ('owed', owed, reference.sum(product, 'owed'))
  );
}

/** What holds of every row by itself: the conditions of its table among it. */
function held(row: ReservationRow): string | null {
  const [reserved, owed] = [numberOf(row.reserved), numberOf(row.backordered)];
  const what = `${row.lineId} (${row.state}, ${reserved} reserved, ${owed} owed)`;
  if (reserved < 0 || owed < 0) return `${what} is below zero`;
  if (row.state === 'reserved' ? reserved === 0 : row.state !== 'waiting' && reserved > 0)
    return `${what}: its state is wrong`;
  if (owed > 0 !== (row.state === 'waiting')) return `${what}: waits or not`;
  if ((row.waitingSku !== null) !== (row.state === 'held')) return `${what}: holds or not`;
  const bound = row.allocations.reduce((sum, { quantity }) => sum + Number(quantity), 0);
  if (bound !== reserved) return `${what}: locations serve ${bound}`;
  if (row.allocations.some(({ quantity }) => Number(quantity) <= 0)) return `${what}: a location serves nothing`;
  return null; // prettier-ignore
}

/** Every line beside what the reference promises it. */
function lines(world: World, reference: Reference): string | null {
  for (const [n, order] of reference.orders) {
    for (const [line, { isKit, rows }] of order.lines.entries()) {
      for (const promised of rows) {
        const id = lineId(n, line);
        const key = isKit ? `${id} ${PRODUCTS[promised.product] as string}` : id;
        const trouble = differs(key, world.memory.row(reservations.one({ lineId: key })), promised);
        if (trouble !== null) return trouble;
      }
    }
  }
  return null;
}

function differs(key: string, row: ReservationRow, { reserved, owed }: Promised): string | null {
  const [isReserved, isOwed] = [numberOf(row.reserved), numberOf(row.backordered)];
  if (isReserved === reserved && isOwed === owed) return null;
  return `${key} (${row.state}): ${isReserved} reserved and ${isOwed} owed instead of ${reserved} and ${owed}`;
}
