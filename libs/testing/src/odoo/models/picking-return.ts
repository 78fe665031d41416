import type { Environment } from '../orm/environment.js';
import { userError } from '../orm/errors.js';
import { boolean, float, many2one, one2many } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import type { Row } from '../orm/values.js';
import { isZero, num, ref, text } from '../orm/values.js';
import { confirmPicking, movesOf } from './picking.js';

/** Books goods back in: a wizard on a transfer, and a line for each move that went out with it. */
export const RETURN_PICKING = defineModel({
  name: 'stock.return.picking',
  label: 'Return Picking',
  order: 'id',
  fields: {
    picking_id: many2one('stock.picking', 'Picking', { required: true }),
    product_return_moves: one2many('stock.return.picking.line', 'wizard_id', 'Moves'),
  },
  /** Lines start at 0: what comes back is for the caller to say, and more than went out is not refused. */
  create(env, vals, next) {
    const wizard = next(vals);
    for (const move of movesOf(env, Number(vals['picking_id'])).filter((each) => each['state'] === 'done')) {
      const sold = Boolean(move['sale_line_id']);
      env.create('stock.return.picking.line', { wizard_id: wizard, product_id: move['product_id'], move_id: move.id, to_refund: sold }); // prettier-ignore
    }
    return wizard;
  },
  methods: { action_create_returns: (env, [wizard = 0]) => createReturn(env, env.get('stock.return.picking', wizard)) },
});

export const RETURN_LINE = defineModel({
  name: 'stock.return.picking.line',
  label: 'Return Picking Line',
  order: 'id',
  fields: {
    wizard_id: many2one('stock.return.picking', 'Wizard'),
    product_id: many2one('product.product', 'Product', { required: true }),
    quantity: float('Quantity'),
    move_id: many2one('stock.move', 'Move'),
    to_refund: boolean('Update quantities on SO/PO'),
  },
  displayName: (env, row) => env.nameOf('product.product', ref(row['product_id'])),
});

/** Makes a receipt that waits to be validated; the answer is the action that would show it. */
function createReturn(env: Environment, wizard: Row): unknown {
  const lines = env
    .rows('stock.return.picking.line')
    .filter((line) => line['wizard_id'] === wizard.id && !isZero(num(line['quantity'])));
  if (lines.length === 0) throw userError('Please specify at least one non-zero quantity.');
  const shipped = env.get('stock.picking', ref(wizard['picking_id']));
  const type = env.follow('stock.picking', shipped, 'picking_type_id');
  const warehouse = type && env.follow('stock.picking.type', type, 'warehouse_id');
  const picking = env.create('stock.picking', {
    picking_type_id: warehouse?.['in_type_id'] ?? shipped['picking_type_id'],
    origin: `Return of ${text(shipped['name'])}`,
    return_id: shipped.id,
    sale_id: shipped['sale_id'],
    partner_id: shipped['partner_id'],
    location_id: shipped['location_dest_id'],
    location_dest_id: shipped['location_id'],
  });
  for (const line of lines) addMove(env, env.get('stock.picking', picking), line);
  confirmPicking(env, picking);
  return {
    name: 'Returned Picking',
    view_mode: 'form',
    res_model: 'stock.picking',
    res_id: picking,
    type: 'ir.actions.act_window',
    context: env.context,
  };
}

function addMove(env: Environment, picking: Row, line: Row): void {
  const shipped = env.get('stock.move', ref(line['move_id']));
  env.create('stock.move', {
    ...(env.version === 18 && { name: shipped['name'] }),
    origin: picking['origin'],
    picking_id: picking.id,
    picking_type_id: picking['picking_type_id'],
    company_id: shipped['company_id'],
    product_id: line['product_id'],
    product_uom: shipped['product_uom'],
    product_uom_qty: line['quantity'],
    location_id: picking['location_id'],
    location_dest_id: picking['location_dest_id'],
    sale_line_id: shipped['sale_line_id'],
    origin_returned_move_id: shipped.id,
    to_refund: line['to_refund'],
  });
}
