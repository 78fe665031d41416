import type { Environment } from '../orm/environment.js';
import type { Row } from '../orm/values.js';
import { isZero, num, ref } from '../orm/values.js';
import { freeReservation } from './free-reservation.js';
import { linesOf, release, setQuantity } from './reservation.js';

/** Moves `quantity` out of one place and into another, and marks the move done. Stock may go below zero. */
export function completeMove(env: Environment, id: number, quantity: number): void {
  if (!isZero(num(env.get('stock.move', id)['quantity']) - quantity)) setQuantity(env, id, quantity);
  const move = env.get('stock.move', id);
  const lines = linesOf(env, id);
  const parts = lines.map((line) => ({ from: ref(line['location_id']), quantity: num(line['quantity']) }));
  release(env, id);
  for (const line of lines) env.store.put('stock.move.line', { ...line, held: 0, picked: true, date: env.now() });
  const product = env.follow('stock.move', move, 'product_id');
  if (product && env.value('product.product', product, 'is_storable') === true) {
    for (const part of parts) {
      addStock(env, product.id, part.from, -part.quantity);
      addStock(env, product.id, ref(move['location_dest_id']), part.quantity);
    }
  }
  env.patch('stock.move', id, { quantity, picked: true, state: 'done', date: env.now() });
  for (const { from } of parts) if (product) freeReservation(env, product.id, from);
  countDelivered(env, env.get('stock.move', id));
}

/** Changes the stock of a place by a difference, on its first quant; makes the quant when there is none. */
export function addStock(env: Environment, product: number, location: number, difference: number): void {
  if (isZero(difference)) return;
  const quant = env
    .rows('stock.quant')
    .filter((row) => row['product_id'] === product && row['location_id'] === location)
    .sort((a, b) => a.id - b.id)[0];
  if (quant) env.patch('stock.quant', quant.id, { quantity: num(quant['quantity']) + difference });
  else env.create('stock.quant', { product_id: product, location_id: location, quantity: difference });
}

/** What a sale line has had delivered: done moves to a customer, less what came back to be refunded. */
function countDelivered(env: Environment, move: Row): void {
  const line = ref(move['sale_line_id']);
  if (!line) return;
  const usage = (row: Row, end: string) => env.follow('stock.move', row, end)?.['usage'];
  const delivered = env
    .rows('stock.move')
    .filter((row) => row['sale_line_id'] === line && row['state'] === 'done')
    .reduce((sum, row) => {
      if (usage(row, 'location_dest_id') === 'customer') return sum + num(row['quantity']);
      return row['to_refund'] ? sum - num(row['quantity']) : sum;
    }, 0);
  env.patch('sale.order.line', line, { qty_delivered: delivered });
}
