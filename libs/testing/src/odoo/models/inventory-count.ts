import type { Environment } from '../orm/environment.js';
import { many2many } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import { ids as idList, isZero, num, ref } from '../orm/values.js';
import { completeMove } from './move-completion.js';
import { isOutdated } from './quant.js';

/**
 * Books counted differences as moves from or to the place for inventory adjustment, and forgets the counts.
 * Where stock moved since a count nothing at all is applied: the answer is a wizard's action.
 */
export function applyCounts(env: Environment, ids: readonly number[]): unknown {
  const outdated = ids.filter((id) => isOutdated(env.get('stock.quant', id)));
  if (outdated.length > 0) {
    return {
      name: 'Conflict in Inventory Adjustment',
      type: 'ir.actions.act_window',
      view_mode: 'form',
      views: [[false, 'form']],
      res_model: 'stock.inventory.conflict',
      target: 'new',
      context: { ...env.context, default_quant_ids: ids, default_quant_to_fix_ids: outdated },
    };
  }
  for (const id of ids) applyCount(env, id);
  return undefined;
}

/**
 * A count that changes nothing still makes a move of 0. No count at all is one of no difference on 18, so that applying
 * twice is harmless; on 19 it is a count of 0, and empties the quant.
 */
function applyCount(env: Environment, id: number): void {
  const quant = env.get('stock.quant', id);
  const place = env.get('stock.location', ref(quant['location_id']));
  const company = ref(place['company_id']) || env.companyId;
  const adjustment = env
    .rows('stock.location')
    .find((row) => row['usage'] === 'inventory' && row['company_id'] === company && !row['scrap_location']);
  const uncounted = env.version === 18 ? 0 : -num(quant['quantity']);
  const difference = quant['inventory_quantity_set'] ? num(quant['inventory_diff_quantity']) : uncounted;
  const found = difference > 0;
  const outside = adjustment?.id ?? 0;
  const reference = referenceOf(env, ref(quant['user_id']) || (env.version === 19 ? env.uid : 0), difference);
  const move = env.create('stock.move', {
    [env.version === 18 ? 'name' : 'inventory_name']: reference,
    is_inventory: true,
    product_id: quant['product_id'],
    product_uom_qty: Math.abs(difference),
    company_id: company,
    location_id: found ? outside : place.id,
    location_dest_id: found ? place.id : outside,
    state: 'confirmed',
  });
  completeMove(env, move, Math.abs(difference));
  clearCounts(env, [id]);
  env.patch('stock.location', place.id, { last_inventory_date: env.now().slice(0, 10) });
}

/** Forgets counts; stock stays as it is. */
export function clearCounts(env: Environment, ids: readonly number[]): undefined {
  const nothing = { inventory_quantity: 0, inventory_quantity_set: false, inventory_diff_quantity: 0, user_id: false };
  for (const id of ids) env.patch('stock.quant', id, nothing);
  return undefined;
}

/** `PEN-ADJ-1 (Administrator)`: the context's inventory_name with who counted; on 19 exactly the name given. */
function referenceOf(env: Environment, counter: number, difference: number): string {
  const { inventory_name: given } = env.context;
  const name = given ? String(given) : isZero(difference) ? 'Product Quantity Confirmed' : 'Product Quantity Updated';
  if (given && env.version === 19) return name;
  return counter ? `${name} (${env.nameOf('res.users', counter)})` : name;
}

/** Settles a conflict: keep what was counted, or keep the difference that was found. */
export const INVENTORY_CONFLICT = defineModel({
  name: 'stock.inventory.conflict',
  label: 'Conflict in Inventory',
  order: 'id',
  fields: {
    quant_ids: many2many('stock.quant', 'Quants'),
    quant_to_fix_ids: many2many('stock.quant', 'Conflicts'),
  },
  methods: {
    action_keep_counted_quantity: (env, ids) =>
      settle(env, ids, (counted, _difference, onHand) => ({ counted, difference: counted - onHand })),
    action_keep_difference: (env, ids) =>
      settle(env, ids, (_counted, difference, onHand) => ({ counted: onHand + difference, difference })),
  },
});

type Decide = (counted: number, difference: number, onHand: number) => { counted: number; difference: number };

function settle(env: Environment, wizards: readonly number[], decide: Decide): unknown {
  const quants = wizards.flatMap((wizard) => idList(env.get('stock.inventory.conflict', wizard)['quant_ids']));
  for (const id of quants) {
    const row = env.get('stock.quant', id);
    const { inventory_quantity: counted, inventory_diff_quantity: seen, quantity } = row;
    const { counted: kept, difference } = decide(num(counted), num(seen), num(quantity));
    env.patch('stock.quant', id, { inventory_quantity: kept, inventory_diff_quantity: difference });
  }
  return applyCounts(env, quants);
}
