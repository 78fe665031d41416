import type { Environment } from '../orm/environment.js';
import type { Row } from '../orm/values.js';
import { isZero, num, ref, text } from '../orm/values.js';
import { isOpen, refreshPicking } from './picking.js';
import { assign } from './reservation.js';

/**
 * More left a place than was free there: others lose what they had reserved, those that are scheduled last first, unless it is picked already.
 * They reserve again what there is.
 */
export function freeReservation(env: Environment, product: number, location: number): void {
  const quants = env
    .rows('stock.quant')
    .filter((row) => row['product_id'] === product && row['location_id'] === location);
  const total = (field: string): number => quants.reduce((sum, row) => sum + num(row[field]), 0);
  let missing = total('reserved_quantity') - Math.max(0, total('quantity'));
  const losers = new Set<number>();
  for (const line of holdersOf(env, product, location)) {
    if (missing <= 0 || isZero(missing)) break;
    const taken = Math.min(num(line['held']), missing);
    takeBack(env, line, taken, quants);
    losers.add(ref(line['move_id']));
    missing -= taken;
  }
  for (const move of losers) {
    assign(env, move);
    const picking = ref(env.get('stock.move', move)['picking_id']);
    if (picking) refreshPicking(env, picking);
  }
}

function holdersOf(env: Environment, product: number, location: number): Row[] {
  const scheduled = (line: Row): string =>
    text(env.follow('stock.move.line', line, 'picking_id')?.['scheduled_date'] ?? line['date']);
  return env
    .rows('stock.move.line')
    .filter((line) => line['product_id'] === product && line['location_id'] === location && !line['picked'])
    .filter((line) => num(line['held']) > 0 && isOpen(env.get('stock.move', ref(line['move_id']))))
    .sort((a, b) => scheduled(b).localeCompare(scheduled(a)) || b.id - a.id);
}

function takeBack(env: Environment, line: Row, taken: number, quants: readonly Row[]): void {
  const move = env.get('stock.move', ref(line['move_id']));
  env.patch('stock.move', move.id, { quantity: num(move['quantity']) - taken });
  const left = { quantity: num(line['quantity']) - taken, held: num(line['held']) - taken };
  if (isZero(left.quantity)) env.store.remove('stock.move.line', line.id);
  else env.patch('stock.move.line', line.id, left);
  let open = taken;
  for (const { id } of quants) {
    const reserved = num(env.get('stock.quant', id)['reserved_quantity']);
    const given = Math.min(open, reserved);
    if (given > 0) env.patch('stock.quant', id, { reserved_quantity: reserved - given });
    open -= given;
  }
}
