import type { Environment } from '../orm/environment.js';
import type { Row } from '../orm/values.js';
import { isZero, num, ref } from '../orm/values.js';
import { isInside } from './availability.js';

/** Only stock in a place of our own, of a product that is counted, is reserved and can run out. */
export function isTracked(env: Environment, move: Row): boolean {
  const product = env.follow('stock.move', move, 'product_id');
  const usage = env.follow('stock.move', move, 'location_id')?.['usage'];
  const counted = product !== undefined && env.value('product.product', product, 'is_storable') === true;
  return counted && (usage === 'internal' || usage === 'transit');
}

export const linesOf = (env: Environment, move: number): Row[] =>
  env.rows('stock.move.line').filter((line) => line['move_id'] === move);

/** Quants of a product in a place or below it, oldest first. */
function quantsOf(env: Environment, product: number, location: number): Row[] {
  return env
    .rows('stock.quant')
    .filter((row) => row['product_id'] === product && isInside(env, ref(row['location_id']), location))
    .sort((a, b) => a.id - b.id);
}

/** Gives back what the move's lines hold, and removes the lines. */
export function release(env: Environment, move: number): void {
  for (const line of linesOf(env, move)) {
    let held = num(line['held']);
    for (const quant of quantsOf(env, ref(line['product_id']), ref(line['location_id']))) {
      const given = Math.min(held, num(quant['reserved_quantity']));
      if (given > 0) env.patch('stock.quant', quant.id, { reserved_quantity: num(quant['reserved_quantity']) - given });
      held -= given;
    }
    env.store.remove('stock.move.line', line.id);
  }
}

/** Reserves up to `wanted` from what is free, one line a place; returns how much was reserved. */
export function reserve(env: Environment, id: number, wanted: number): number {
  const move = env.get('stock.move', id);
  if (!isTracked(env, move)) {
    if (!isZero(wanted)) addLine(env, move, ref(move['location_id']), wanted, 0);
    return wanted;
  }
  let open = wanted;
  for (const quant of quantsOf(env, ref(move['product_id']), ref(move['location_id']))) {
    const free = num(quant['quantity']) - num(quant['reserved_quantity']);
    const taken = Math.min(open, free);
    if (taken <= 0 || isZero(taken)) continue;
    env.patch('stock.quant', quant.id, { reserved_quantity: num(quant['reserved_quantity']) + taken });
    addLine(env, move, ref(quant['location_id']), taken, taken);
    open -= taken;
  }
  return wanted - open;
}

/** A line of `quantity`, of which `held` is reserved on quants: a person may set more than there is. */
function addLine(env: Environment, move: Row, location: number, quantity: number, held: number): void {
  const same = linesOf(env, move.id).find((line) => line['location_id'] === location);
  if (same) {
    env.patch('stock.move.line', same.id, {
      quantity: num(same['quantity']) + quantity,
      held: num(same['held']) + held,
    });
    return;
  }
  const id = env.create('stock.move.line', {
    move_id: move.id,
    picking_id: move['picking_id'],
    product_id: move['product_id'],
    company_id: move['company_id'],
    location_id: location,
    location_dest_id: move['location_dest_id'],
    quantity,
    picked: move['picked'],
  });
  env.patch('stock.move.line', id, { held });
}

/** Sets what will be moved, as a person does on the transfer: reserved as far as stock goes, forced beyond. */
export function setQuantity(env: Environment, id: number, quantity: number): void {
  release(env, id);
  const reserved = reserve(env, id, quantity);
  const move = env.get('stock.move', id);
  if (!isZero(quantity - reserved)) addLine(env, move, ref(move['location_id']), quantity - reserved, 0);
  env.patch('stock.move', id, { quantity });
}

/** Reserves what a confirmed move still lacks, and sets its state by the outcome. */
export function assign(env: Environment, id: number): void {
  const move = env.get('stock.move', id);
  const demand = num(move['product_uom_qty']);
  const quantity = num(move['quantity']) + reserve(env, id, demand - num(move['quantity']));
  const state =
    isZero(quantity) && !isZero(demand) ? 'confirmed' : quantity < demand ? 'partially_available' : 'assigned';
  env.patch('stock.move', id, { quantity, state });
}
