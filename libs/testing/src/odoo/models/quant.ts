import type { Environment } from '../orm/environment.js';
import { boolean, char, date, datetime, float, many2one } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import type { Row, Vals } from '../orm/values.js';
import { isZero, num, ref, text } from '../orm/values.js';
import { applyCounts, clearCounts } from './inventory-count.js';

const isInternal = (env: Environment, row: Row): boolean => {
  const usage = env.follow('stock.quant', row, 'location_id')?.['usage'];
  return usage === 'internal' || usage === 'transit';
};

/** Stock moved since the count: the difference the counter saw is no longer the difference. */
export const isOutdated = (row: Row): boolean =>
  row['inventory_quantity_set'] === true &&
  !isZero(num(row['inventory_quantity']) - num(row['inventory_diff_quantity']) - num(row['quantity']));

/** Keeps a count on the quant until it is applied. */
function setCount(env: Environment, id: number, counted: number): void {
  env.patch('stock.quant', id, {
    inventory_quantity: counted,
    inventory_quantity_set: true,
    inventory_diff_quantity: counted - num(env.get('stock.quant', id)['quantity']),
    user_id: env.uid,
  });
}

/** On 19 first counts at one moment do not see each other's quant, and each makes its own; on 18 one waits. */
const isSeen = (env: Environment, quant: Row): boolean =>
  env.version === 18 || text(quant['visible_from']) <= env.begunAt;

/** With context `inventory_mode` a create finds the quant of the product and place, or makes one, and counts it. */
function createCounted(env: Environment, vals: Vals, next: (vals: Vals) => number): number {
  const { inventory_quantity: counted, ...rest } = vals;
  const known = env
    .rows('stock.quant')
    .find((row) => row['product_id'] === rest['product_id'] && row['location_id'] === rest['location_id']);
  const id = known && isSeen(env, known) ? known.id : next(rest);
  setCount(env, id, Number(counted));
  return id;
}

/** Stock of one product in one place. Several rows of one pair may exist: add them up. */
export const QUANT = defineModel({
  name: 'stock.quant',
  label: 'Quants',
  order: 'id',
  fields: {
    product_id: many2one('product.product', 'Product', { required: true }),
    product_tmpl_id: many2one('product.template', 'Product Template', {
      compute: (env, row) => env.follow('stock.quant', row, 'product_id')?.['product_tmpl_id'] ?? false,
    }),
    product_uom_id: many2one('uom.uom', 'Unit of Measure', { compute: () => 1 }),
    location_id: many2one('stock.location', 'Location', { required: true }),
    company_id: many2one('res.company', 'Company', {
      compute: (env, row) => env.follow('stock.quant', row, 'location_id')?.['company_id'] ?? false,
    }),
    warehouse_id: many2one('stock.warehouse', 'Warehouse', {
      compute: (env, row) =>
        env.value('stock.location', env.get('stock.location', ref(row['location_id'])), 'warehouse_id'),
    }),
    lot_id: many2one('stock.lot', 'Lot/Serial Number'),
    package_id: many2one('stock.quant.package', 'Package'),
    owner_id: many2one('res.partner', 'Owner'),
    visible_from: char('Committed at', { hidden: true, initial: (env) => env.exactNow() }),
    quantity: float('Quantity'),
    reserved_quantity: float('Reserved Quantity'),
    available_quantity: float('Available Quantity', {
      compute: (_, row) => num(row['quantity']) - num(row['reserved_quantity']),
    }),
    in_date: datetime('Incoming Date', { initial: (env) => env.now() }),
    on_hand: boolean('On Hand', { compute: isInternal }),
    inventory_quantity: float('Counted Quantity'),
    inventory_quantity_set: boolean('Inventory Quantity Set'),
    inventory_diff_quantity: float('Difference'),
    inventory_quantity_auto_apply: float('Inventoried Quantity', { compute: (_, row) => num(row['quantity']) }),
    inventory_date: date('Scheduled Date', {
      compute: (env, row) => (isInternal(env, row) ? `${text(row['in_date']).slice(0, 4)}-12-31` : false),
    }),
    is_outdated: boolean('Quantity has been moved since last count', { compute: (_, row) => isOutdated(row) }),
    user_id: many2one('res.users', 'Assigned To'),
  },
  displayName: (env, row) =>
    `${env.nameOf('stock.location', ref(row['location_id']))} - ${env.nameOf('product.product', ref(row['product_id']))}`,
  create(env, vals, next) {
    if (!('inventory_quantity' in vals)) return next(vals);
    if (env.context['inventory_mode']) return createCounted(env, vals, next);
    // A stray row beside the real one: 19 takes it for counted.
    return next({ ...vals, inventory_quantity_set: env.version === 19 });
  },
  /** A write of `quantity` changes stock with no move behind it: Odoo lets it pass. */
  write(env, changed, { inventory_quantity: counted, ...rest }, next) {
    if (Object.keys(rest).length > 0) next(rest);
    if (counted !== undefined) for (const id of changed) setCount(env, id, Number(counted));
  },
  methods: {
    action_apply_inventory: (env, ids) => applyCounts(env, ids),
    action_clear_inventory_quantity: (env, ids) => clearCounts(env, ids),
  },
});
