import type { FieldNames } from '@penstock/connector-odoo';
import { TAX_NAMES } from '../../odoo-day/site/commerce.js';
import type { Odoo } from '../../odoo-day/site/json-rpc.js';
import { Warehouse } from '../../odoo-day/site/warehouse.js';
import { CENTS } from './orders.js';

/** Something to sell and somebody to sell it to. */
export interface Shop {
  /** Begins all names, so that runs share a database and never meet. */
  readonly run: string;
  /** product.product by SKU. */
  readonly productIds: ReadonlyMap<string, number>;
  /** Of the nth order: three of the goods, and one of the customers. */
  skusOf(nth: number): readonly string[];
  customerOf(nth: number): string;
  /** The nth order as the values of `create`. */
  values(reference: string, nth: number): Readonly<Record<string, unknown>>;
  /** sale.order ids of the references that begin so. */
  find(beginning: string): Promise<number[]>;
  /** Deletes quotations, archives the goods. */
  close(): Promise<void>;
}

const GOODS = 30;
const LINES = [0, 1, 2];
const CUSTOMERS = 20;
const PIECES = 100_000;

export async function openShop(odoo: Odoo, names: FieldNames): Promise<Shop> {
  const run = `bench${Date.now().toString(36)}`;
  const skus = Array.from({ length: GOODS }, (_, nth) => `${run}-${nth + 1}`);
  const goods = skus.map((sku) => ({ sku, name: sku, price: CENTS, opening: PIECES, use: 'sale' as const }));
  const productIds = await (await Warehouse.of(odoo)).stockUp(goods);
  const customerOf = (nth: number): string => `${run}-customer-${nth % CUSTOMERS}`;
  const people = Array.from({ length: CUSTOMERS }, (_, nth) => customerOf(nth));
  const customers = await odoo.call<number[]>('res.partner', 'create', [
    people.map((name) => ({ name, email: `${name}@example.com` })),
  ]);
  const [tax] = await odoo.find<{ id: number }>('account.tax', [['name', '=', TAX_NAMES.onTop]], ['id']);
  const search = (condition: readonly unknown[]) => odoo.call<number[]>('sale.order', 'search', [condition]);
  const skusOf: Shop['skusOf'] = (nth) => LINES.map((line) => skus[(nth * 7 + line * 3) % GOODS] ?? '');
  const lineOf = (sku: string) => ({
    product_id: productIds.get(sku),
    name: sku,
    product_uom_qty: 1,
    price_unit: CENTS / 100,
    [names.saleOrderLine.taxes]: [[6, 0, [tax?.id]]],
  });

  return {
    ...{ run, productIds, skusOf, customerOf },
    values: (reference, nth) => ({
      partner_id: customers[nth % CUSTOMERS],
      client_order_ref: reference,
      order_line: skusOf(nth).map((sku) => [0, 0, lineOf(sku)]),
    }),
    find: (beginning) => search([['client_order_ref', '=like', `${beginning}%`]]),
    async close() {
      const ours = [['client_order_ref', '=like', `${run}%`]] as const;
      const left = await search([...ours, ['state', '=', 'draft']]);
      if (left.length > 0) await odoo.call('sale.order', 'unlink', [left]);
      await odoo.call('product.product', 'write', [[...productIds.values()], { active: false }]);
    },
  };
}
