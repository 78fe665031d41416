import type { Environment } from '../orm/environment.js';
import { userError } from '../orm/errors.js';
import type { Row, Vals } from '../orm/values.js';
import { num, ref, text } from '../orm/values.js';
import { release, setQuantity } from './reservation.js';

/** Goods that have left cannot be taken out of a confirmed order, nor those of services. */
export function refuseBelowDelivered(env: Environment, line: Row, vals: Vals): void {
  const wanted = Number(vals['product_uom_qty']);
  if (!('product_uom_qty' in vals) || wanted === num(line['product_uom_qty'])) return;
  const order = env.get('sale.order', ref(line['order_id']));
  const product = env.follow('sale.order.line', line, 'product_id');
  const goods = product !== undefined && env.value('product.product', product, 'type') === 'consu';
  if (order['state'] !== 'sale' || !goods || wanted >= num(line['qty_delivered'])) return;
  throw userError(
    'The ordered quantity of a sale order line cannot be decreased below the amount already delivered. Instead, create ' +
      'a return in your inventory.',
  );
}

/** When a line's goods are to be there. A planned move with another deadline is neither added to nor taken from. */
export function deadlineOf(env: Environment, line: Row): string {
  const order = env.get('sale.order', ref(line['order_id']));
  const date = text(order['commitment_date']) || text(order['date_order']);
  const days = order['commitment_date'] ? 0 : num(line['customer_lead']);
  const at = new Date(`${date.replace(' ', 'T')}Z`).getTime() + days * 86_400_000;
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** Writing a line's lead time sets the deadlines of its moves anew. */
export function setDeadlines(env: Environment, line: Row): void {
  const order = env.get('sale.order', ref(line['order_id']));
  if (order['state'] !== 'sale' || order['commitment_date']) return;
  const moves = env.rows('stock.move').filter((move) => move['sale_line_id'] === line.id);
  for (const { id } of moves) env.patch('stock.move', id, { date_deadline: deadlineOf(env, line) });
}

/**
 * Takes what is no longer ordered out of open moves, the newest first; one of which nothing is left is cancelled, with what it held.
 * @returns what no move could be found for
 */
export function reduceDelivery(env: Environment, open: readonly Row[], excess: number): number {
  let left = excess;
  for (const { id } of open.toSorted((a, b) => b.id - a.id)) {
    const move = env.get('stock.move', id);
    const demand = num(move['product_uom_qty']);
    const taken = Math.min(demand, left);
    left -= taken;
    if (taken === demand) {
      release(env, id);
      env.patch('stock.move', id, { product_uom_qty: 0, quantity: 0, state: 'cancel' });
      continue;
    }
    env.patch('stock.move', id, { product_uom_qty: demand - taken });
    if (num(move['quantity']) > demand - taken) setQuantity(env, id, demand - taken);
    if (num(env.get('stock.move', id)['quantity']) === demand - taken)
      env.patch('stock.move', id, { state: 'assigned' });
  }
  return left;
}
