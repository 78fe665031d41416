import type { Environment } from '../orm/environment.js';
import type { Row, Value } from '../orm/values.js';
import { num, ref, text } from '../orm/values.js';
import { confirmPicking, isOpen } from './picking.js';
import { assign } from './reservation.js';
import { lineField } from './sale-amounts.js';
import { deadlineOf, reduceDelivery } from './sale-decrease.js';

export const pickingsOf = (env: Environment, order: number): Row[] =>
  env.rows('stock.picking').filter((picking) => picking['sale_id'] === order);

/** Sets how far the order's goods are on their way: false without a live transfer. */
export function refreshDelivery(env: Environment, order: number): void {
  const pickings = pickingsOf(env, order);
  const done = pickings.filter((picking) => picking['state'] === 'done');
  const status: Value = pickings.every((picking) => picking['state'] === 'cancel')
    ? false
    : !pickings.some(isOpen) ? 'full' : done.length > 0 ? 'partial' : 'pending'; // prettier-ignore
  const effective = done.map((picking) => text(picking['date_done'])).toSorted()[0] ?? false;
  env.patch('sale.order', order, { delivery_status: status, effective_date: effective });
}

/** Makes moves for what the lines of a confirmed order sell beyond what is already planned or shipped. */
export function launchDelivery(env: Environment, order: Row): void {
  const warehouse = env.get('stock.warehouse', ref(order['warehouse_id']));
  const lines = env.rows('sale.order.line').filter((line) => line['order_id'] === order.id);
  for (const line of lines.sort((a, b) => num(a['sequence']) - num(b['sequence']) || a.id - b.id)) {
    const product = env.follow('sale.order.line', line, 'product_id');
    if (!product || env.value('product.product', product, 'type') !== 'consu') continue;
    const moves = env
      .rows('stock.move')
      .filter((move) => move['sale_line_id'] === line.id && move['state'] !== 'cancel');
    const planned = moves.reduce((sum, move) => sum + signOf(move) * num(move['product_uom_qty']), 0);
    const missing = num(line['product_uom_qty']) - planned;
    const deadline = deadlineOf(env, line);
    const open = moves.filter((move) => isOpen(move) && signOf(move) > 0 && move['date_deadline'] === deadline);
    const excess = missing < 0 ? reduceDelivery(env, open, -missing) : 0;
    if (excess > 0) planReceipt(env, order, warehouse, line, excess);
    if (missing > 0) addMove(env, order, warehouse, line, open[0], missing);
  }
  for (const picking of pickingsOf(env, order.id).filter(isOpen)) confirmPicking(env, picking.id);
  refreshDelivery(env, order.id);
}

/** What comes back counts against what was planned only when it is to be refunded. */
const signOf = (move: Row): number => (move['to_refund'] ? -1 : move['origin_returned_move_id'] ? 0 : 1);

function addMove(
  env: Environment,
  order: Row,
  warehouse: Row,
  line: Row,
  open: Row | undefined,
  missing: number,
): void {
  if (open) {
    env.patch('stock.move', open.id, { product_uom_qty: num(open['product_uom_qty']) + missing });
    assign(env, open.id);
    return;
  }
  const picking =
    pickingsOf(env, order.id).find((row) => isOpen(row) && !row['backorder_id'] && !row['return_id'])?.id ??
    addPicking(env, order, warehouse);
  const row = env.get('stock.picking', picking);
  env.create('stock.move', {
    ...(env.version === 18 && { name: env.nameOf('product.product', ref(line['product_id'])) }),
    origin: row['origin'],
    picking_id: picking,
    picking_type_id: row['picking_type_id'],
    warehouse_id: warehouse.id,
    company_id: order['company_id'],
    partner_id: order['partner_shipping_id'],
    product_id: line['product_id'],
    product_uom: line[lineField(env, 'product_uom')],
    product_uom_qty: missing,
    location_id: row['location_id'],
    location_dest_id: row['location_dest_id'],
    sequence: line['sequence'],
    sale_line_id: line.id,
    date: row['scheduled_date'],
    date_deadline: deadlineOf(env, line),
  });
}

/** Odoo found no planned move to take the goods out of: it plans to receive them, although they never left. */
function planReceipt(env: Environment, order: Row, warehouse: Row, line: Row, quantity: number): void {
  const out = env.get('stock.picking.type', ref(warehouse['out_type_id']));
  const ends = { location_id: out['default_location_dest_id'], location_dest_id: out['default_location_src_id'] };
  const type = { picking_type_id: warehouse['in_type_id'], partner_id: order['partner_shipping_id'] };
  const origin = originOf(env, order);
  env.create('stock.move', {
    ...(env.version === 18 && { name: env.nameOf('product.product', ref(line['product_id'])) }),
    ...{ ...type, ...ends, origin, warehouse_id: warehouse.id, company_id: order['company_id'] },
    picking_id: env.create('stock.picking', { ...type, ...ends, origin, sale_id: order.id }),
    product_id: line['product_id'],
    product_uom: line[lineField(env, 'product_uom')],
    product_uom_qty: quantity,
    to_refund: true,
    sale_line_id: line.id,
    date_deadline: deadlineOf(env, line),
  });
}

function addPicking(env: Environment, order: Row, warehouse: Row): number {
  return env.create('stock.picking', {
    picking_type_id: warehouse['out_type_id'],
    origin: originOf(env, order),
    partner_id: order['partner_shipping_id'],
    carrier_id: order['carrier_id'],
    sale_id: order.id,
    move_type: order['picking_policy'],
  });
}

/** "S00002 - S-1"; 19 leaves the customer's reference out. */
function originOf(env: Environment, order: Row): string {
  const parts = env.version === 18 ? [order['name'], order['client_order_ref']] : [order['name']];
  return parts.filter(Boolean).join(' - ');
}
