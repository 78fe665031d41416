import type { Environment } from '../orm/environment.js';
import type { Field } from '../orm/fields.js';
import { char, many2many, monetary } from '../orm/fields.js';
import type { Model } from '../orm/model.js';
import type { Row, Value } from '../orm/values.js';
import { num, ref } from '../orm/values.js';
import type { OdooVersion } from '../orm/version.js';

/** What 19 calls the fields of 18; `null`: it has no such field any more. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  'product.product': { uom_po_id: null },
  'product.template': { uom_po_id: null },
  'res.lang': { short_time_format: null },
  'res.partner': { mobile: null },
  'sale.order.line': { product_uom: 'product_uom_id', tax_id: 'tax_ids' },
  'stock.location': { scrap_location: null },
  'stock.move': { name: null },
  'stock.picking': { date: null, move_ids_without_package: null },
  'uom.uom': { category_id: null, factor_inv: null, uom_type: null },
};

/** Fields that 18 does not have. */
const ADDED: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  'product.template': { uom_ids: many2many('uom.uom', 'Packagings') },
  'product.product': { uom_ids: ofTemplate('uom_ids', many2many('uom.uom', 'Packagings')) },
  'stock.move': { inventory_name: char('Inventory Name'), value: monetary('Value', { compute: valueMoved }) },
};

/** A done move is worth its quantity at the product's cost, whichever way it went. */
function valueMoved(env: Environment, move: Row): Value {
  const product = env.follow('stock.move', move, 'product_id');
  if (!product || move['state'] !== 'done') return 0;
  return num(move['quantity']) * num(env.value('product.product', product, 'standard_price'));
}

/** Models that one version alone has. */
const ONLY_IN: Readonly<Record<string, OdooVersion>> = { 'product.packaging': 18, 'product.uom': 19 };

export const isIn = (version: OdooVersion, { name }: Model): boolean => (ONLY_IN[name] ?? version) === version;

/** A variant's view of what its template keeps. */
function ofTemplate(name: string, field: Field): Field {
  const template = (row: Row) => ref(row['product_tmpl_id']);
  return {
    ...field,
    compute: (env, row) => env.value('product.template', env.get('product.template', template(row)), name),
    assign: (env, row, value) => env.write('product.template', [template(row)], { [name]: value }),
  };
}

/** The model with the fields that 19 has. */
export function inOdoo19(model: Model): Model {
  const names = RENAMED[model.name] ?? {};
  const kept = Object.entries(model.fields).flatMap(([name, field]): [string, Field][] => {
    const renamed = name in names ? names[name] : name;
    return renamed == null ? [] : [[renamed, field]];
  });
  return { ...model, fields: { ...Object.fromEntries(kept), ...ADDED[model.name] } };
}

/** What this version calls a field of 18. */
export const fieldName = (version: OdooVersion, model: string, name: string): string =>
  version === 18 ? name : (RENAMED[model]?.[name] ?? name);
