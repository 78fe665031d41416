import type { Environment } from '../orm/environment.js';
import { userError } from '../orm/errors.js';
import { char, datetime, float, html, many2one, one2many, selection } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import type { Row, Value } from '../orm/values.js';
import { ref, text } from '../orm/values.js';
import { validatePicking } from './picking-validation.js';
import { assign, release } from './reservation.js';
import { refreshDelivery } from './sale-delivery.js';

export const movesOf = (env: Environment, picking: number): Row[] =>
  env.rows('stock.move').filter((move) => move['picking_id'] === picking);

export const isOpen = (row: Row): boolean => row['state'] !== 'done' && row['state'] !== 'cancel';

/** Sets the transfer's state by its moves'. */
export function refreshPicking(env: Environment, id: number): void {
  const states = movesOf(env, id).map((move) => String(move['state']));
  const open = states.filter((state) => state !== 'done' && state !== 'cancel');
  const some = (state: string): boolean => open.includes(state);
  const state: Value =
    open.length === 0
      ? states.includes('done') ? 'done' : states.length > 0 ? 'cancel' : 'draft' // prettier-ignore
      : some('draft') ? 'draft' : some('assigned') || some('partially_available') ? 'assigned' : 'confirmed'; // prettier-ignore
  env.patch('stock.picking', id, { state });
}

/** Confirms draft moves and reserves for them at once, as operation types do by default. */
export function confirmPicking(env: Environment, id: number): void {
  for (const move of movesOf(env, id).filter((row) => row['state'] === 'draft')) {
    env.patch('stock.move', move.id, { state: 'confirmed' });
    assign(env, move.id);
  }
  refreshPicking(env, id);
}

function assignPicking(env: Environment, id: number): void {
  const open = movesOf(env, id).filter(isOpen);
  if (open.length === 0) throw userError('Nothing to check the availability for.');
  confirmPicking(env, id);
  for (const move of open.filter((row) => row['state'] !== 'assigned')) assign(env, move.id);
  refreshPicking(env, id);
}

export function cancelPicking(env: Environment, id: number): void {
  const moves = movesOf(env, id);
  if (moves.some((move) => move['state'] === 'done')) {
    throw userError(
      "You cannot cancel a stock move that has been set to 'Done'. Create a return in order to reverse the moves " +
        'which took place.',
    );
  }
  for (const move of moves) {
    release(env, move.id);
    env.patch('stock.move', move.id, { state: 'cancel', quantity: 0 });
  }
  env.patch('stock.picking', id, { state: 'cancel' });
  const order = ref(env.get('stock.picking', id)['sale_id']);
  if (order) refreshDelivery(env, order);
}

/** `WH/OUT/00004` */
export function nextPickingName(env: Environment, type: number): string {
  const row = env.get('stock.picking.type', type);
  const warehouse = text(env.follow('stock.picking.type', row, 'warehouse_id')?.['code']);
  const number = env.store.next(`sequence:stock.picking.type:${type}`);
  return `${warehouse}/${text(row['sequence_code'])}/${String(number).padStart(5, '0')}`;
}

const each =
  (step: (env: Environment, id: number) => void) =>
  (env: Environment, ids: number[]): true => {
    for (const id of ids) step(env, id);
    return true;
  };

export const PICKING = defineModel({
  name: 'stock.picking',
  label: 'Transfer',
  order: 'priority desc, scheduled_date asc, id desc',
  fields: {
    name: char('Reference'),
    origin: char('Source Document'),
    note: html('Notes'),
    state: selection('Status', ['draft', 'waiting', 'confirmed', 'assigned', 'done', 'cancel'], { initial: 'draft' }),
    priority: selection('Priority', ['0', '1'], { initial: '0' }),
    move_type: selection('Shipping Policy', ['direct', 'one'], { initial: 'direct' }),
    scheduled_date: datetime('Scheduled Date', { initial: (env) => env.now() }),
    date: datetime('Creation Date', { initial: (env) => env.now() }),
    date_done: datetime('Date of Transfer'),
    picking_type_id: many2one('stock.picking.type', 'Operation Type', { required: true }),
    picking_type_code: selection('Type of Operation', ['incoming', 'outgoing', 'internal'], {
      compute: (env, row) => env.follow('stock.picking', row, 'picking_type_id')?.['code'] ?? false,
    }),
    company_id: many2one('res.company', 'Company', {
      compute: (env, row) => env.follow('stock.picking', row, 'picking_type_id')?.['company_id'] ?? false,
    }),
    location_id: many2one('stock.location', 'Source Location', { required: true }),
    location_dest_id: many2one('stock.location', 'Destination Location', { required: true }),
    partner_id: many2one('res.partner', 'Contact'),
    user_id: many2one('res.users', 'Responsible'),
    backorder_id: many2one('stock.picking', 'Back Order of'),
    backorder_ids: one2many('stock.picking', 'backorder_id', 'Back Orders'),
    return_id: many2one('stock.picking', 'Return of'),
    sale_id: many2one('sale.order', 'Sales Order'),
    move_ids: one2many('stock.move', 'picking_id', 'Stock Moves'),
    move_ids_without_package: one2many('stock.move', 'picking_id', 'Stock move'),
    move_line_ids: one2many('stock.move.line', 'picking_id', 'Operations'),
    carrier_id: many2one('delivery.carrier', 'Carrier'),
    carrier_price: float('Shipping Cost'),
    carrier_tracking_ref: char('Tracking Reference'),
    carrier_tracking_url: char('Tracking URL'),
  },
  create(env, vals, next) {
    const type = env.get('stock.picking.type', ref(Number(vals['picking_type_id']) || 0));
    return next({
      location_id: type['default_location_src_id'],
      location_dest_id: type['default_location_dest_id'],
      name: nextPickingName(env, type.id),
      ...vals,
    });
  },
  methods: {
    action_confirm: each(confirmPicking),
    action_assign: each(assignPicking),
    action_cancel: each(cancelPicking),
    button_validate: (env, ids) => validatePicking(env, ids),
  },
});
