import type { Environment } from '../orm/environment.js';
import { boolean, char, datetime, float, integer, many2one, one2many, selection } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import type { Row } from '../orm/values.js';
import { ref, text } from '../orm/values.js';
import { linesOf, setQuantity } from './reservation.js';

const STATES = ['draft', 'waiting', 'confirmed', 'partially_available', 'assigned', 'done', 'cancel'] as const;

/** "S00002 - S-1/SKU-TEE: Stock>Customers" */
function displayName(env: Environment, row: Row): string {
  const origin = text(env.follow('stock.move', row, 'picking_id')?.['origin']);
  const code = text(env.follow('stock.move', row, 'product_id')?.['default_code']);
  const end = (field: string): string => text(env.follow('stock.move', row, field)?.['name']);
  return `${origin && `${origin}/`}${code && `${code}: `}${end('location_id')}>${end('location_dest_id')}`;
}

/** The transfer's name, or what an inventory count was called. */
const reference = (env: Environment, row: Row): string =>
  text(env.follow('stock.move', row, 'picking_id')?.['name']) || text(row['inventory_name']) || text(row['name']);

export const MOVE = defineModel({
  name: 'stock.move',
  label: 'Stock Move',
  order: 'sequence, id',
  fields: {
    name: char('Description', { required: true }),
    reference: char('Reference', { compute: reference }),
    sequence: integer('Sequence', { initial: 10 }),
    origin: char('Source Document'),
    state: selection('Status', STATES, { initial: 'draft' }),
    date: datetime('Date Scheduled', { initial: (env) => env.now() }),
    date_deadline: datetime('Deadline'),
    company_id: many2one('res.company', 'Company', { required: true, initial: (env) => env.companyId }),
    product_id: many2one('product.product', 'Product', { required: true }),
    product_uom: many2one('uom.uom', 'UoM', { required: true, initial: 1 }),
    product_uom_qty: float('Demand', { initial: 1 }),
    product_qty: float('Real Quantity', { compute: (_, row) => row['product_uom_qty'] ?? 0 }),
    quantity: float('Quantity'),
    picked: boolean('Picked'),
    price_unit: float('Unit Price'),
    is_inventory: boolean('Inventory'),
    location_id: many2one('stock.location', 'Source Location', { required: true }),
    location_dest_id: many2one('stock.location', 'Destination Location', { required: true }),
    partner_id: many2one('res.partner', 'Destination Address'),
    picking_id: many2one('stock.picking', 'Transfer'),
    picking_type_id: many2one('stock.picking.type', 'Operation Type'),
    warehouse_id: many2one('stock.warehouse', 'Warehouse'),
    origin_returned_move_id: many2one('stock.move', 'Origin return move'),
    to_refund: boolean('Update quantities on SO/PO'),
    sale_line_id: many2one('sale.order.line', 'Sale Line'),
    move_line_ids: one2many('stock.move.line', 'move_id', 'Move Lines'),
  },
  displayName,
  write(env, changed, { quantity, ...rest }, next) {
    if (Object.keys(rest).length > 0) next(rest);
    for (const id of changed) {
      if (quantity !== undefined) setQuantity(env, id, Number(quantity));
      if (rest['picked'] === undefined) continue;
      for (const line of linesOf(env, id)) env.patch('stock.move.line', line.id, { picked: Boolean(rest['picked']) });
    }
  },
});

export const MOVE_LINE = defineModel({
  name: 'stock.move.line',
  label: 'Product Moves (Stock Move Line)',
  order: 'id',
  fields: {
    move_id: many2one('stock.move', 'Stock Operation'),
    picking_id: many2one('stock.picking', 'Transfer'),
    product_id: many2one('product.product', 'Product', { required: true }),
    product_uom_id: many2one('uom.uom', 'Unit of Measure', { initial: 1 }),
    quantity: float('Quantity'),
    held: float('Reserved on quants', { hidden: true }),
    picked: boolean('Picked'),
    date: datetime('Date', { initial: (env) => env.now() }),
    company_id: many2one('res.company', 'Company'),
    lot_id: many2one('stock.lot', 'Lot/Serial Number'),
    location_id: many2one('stock.location', 'From', { required: true }),
    location_dest_id: many2one('stock.location', 'To', { required: true }),
    state: selection('Status', STATES, {
      compute: (env, row) => env.find('stock.move', ref(row['move_id']))?.['state'] ?? false,
    }),
    reference: char('Reference', {
      compute: (env, row) => env.value('stock.move', env.get('stock.move', ref(row['move_id'])), 'reference'),
    }),
  },
  displayName: (env, row) => env.nameOf('product.product', ref(row['product_id'])),
});
