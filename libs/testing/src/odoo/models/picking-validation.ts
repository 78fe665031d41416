import type { Environment } from '../orm/environment.js';
import { userError } from '../orm/errors.js';
import type { Row } from '../orm/values.js';
import { isZero, num, ref } from '../orm/values.js';
import { completeMove } from './move-completion.js';
import { confirmPicking, isOpen, movesOf, nextPickingName, refreshPicking } from './picking.js';
import { assign, release } from './reservation.js';
import { refreshDelivery } from './sale-delivery.js';

/**
 * `button_validate`: ships what is picked, or, with nothing marked picked, what is reserved. A part of the demand
 * without context `skip_backorder` is answered with a wizard's action, and nothing happens. What is done already is
 * refused on 18 and passed over on 19.
 */
export function validatePicking(env: Environment, given: readonly number[]): unknown {
  const isDone = (id: number): boolean => env.get('stock.picking', id)['state'] === 'done';
  const ids = given.filter((id) => env.version === 18 || !isDone(id));
  for (const id of ids) {
    confirmPicking(env, id);
    if (
      movesOf(env, id)
        .filter(isOpen)
        .every((move) => isZero(num(move['quantity'])))
    ) {
      throw userError(
        'You cannot validate a transfer if no quantities are reserved. To force the transfer, encode quantities.',
      );
    }
  }
  const partial = ids.filter((id) => shipmentOf(env, id).some(({ move, quantity }) => quantity < demandOf(move)));
  if (partial.length > 0 && !env.context['skip_backorder']) return backorderWizard(env, ids, partial);
  for (const id of ids) ship(env, id);
  return true;
}

const demandOf = (move: Row): number => num(move['product_uom_qty']);

/** What will leave by each open move. */
function shipmentOf(env: Environment, id: number): { move: Row; quantity: number }[] {
  const open = movesOf(env, id).filter(isOpen);
  const nonePicked = !open.some((move) => move['picked']);
  return open.map((move) => ({ move, quantity: nonePicked || move['picked'] ? num(move['quantity']) : 0 }));
}

function ship(env: Environment, id: number): void {
  const dropped = env.context['picking_ids_not_to_backorder'];
  const keepsRest = !(Array.isArray(dropped) && dropped.includes(id));
  const rest: { move: Row; quantity: number }[] = [];
  for (const { move, quantity } of shipmentOf(env, id)) {
    const open = demandOf(move) - quantity;
    if (isZero(quantity)) {
      if (keepsRest) rest.push({ move, quantity: open });
      else dropMove(env, move.id);
      continue;
    }
    if (open > 0 && keepsRest) {
      rest.push({ move, quantity: open });
      env.patch('stock.move', move.id, { product_uom_qty: quantity });
    }
    completeMove(env, move.id, quantity);
  }
  env.patch('stock.picking', id, { state: 'done', date_done: env.now() });
  if (rest.length > 0) makeBackorder(env, id, rest);
  const order = ref(env.get('stock.picking', id)['sale_id']);
  if (order) refreshDelivery(env, order);
}

function dropMove(env: Environment, move: number): void {
  release(env, move);
  env.patch('stock.move', move, { state: 'cancel', quantity: 0 });
}

/** A transfer for the rest: moves of which nothing left go over whole, the others are split. */
function makeBackorder(env: Environment, id: number, rest: readonly { move: Row; quantity: number }[]): void {
  const { move_ids: _, id: __, ...picking } = env.get('stock.picking', id);
  const backorder = env.create('stock.picking', {
    ...picking,
    name: nextPickingName(env, ref(picking['picking_type_id'])),
    state: 'draft',
    backorder_id: id,
    date_done: false,
    carrier_tracking_ref: false,
  });
  for (const { move, quantity } of rest) {
    if (env.get('stock.move', move.id)['state'] !== 'done') {
      release(env, move.id);
      env.patch('stock.move', move.id, { picking_id: backorder, quantity: 0, picked: false });
      assign(env, move.id);
      continue;
    }
    const split = { ...move, product_uom_qty: quantity, quantity: 0, picked: false, state: 'confirmed' };
    assign(env, env.create('stock.move', { ...split, picking_id: backorder }));
  }
  refreshPicking(env, backorder);
}

function backorderWizard(env: Environment, ids: readonly number[], partial: readonly number[]): unknown {
  return {
    name: 'Create Backorder?',
    type: 'ir.actions.act_window',
    view_mode: 'form',
    res_model: 'stock.backorder.confirmation',
    views: [[898, 'form']],
    view_id: 898,
    target: 'new',
    context: {
      ...env.context,
      button_validate_picking_ids: ids,
      default_show_transfers: false,
      default_pick_ids: partial.map((id) => [4, id]),
    },
  };
}
