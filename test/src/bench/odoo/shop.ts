import type { FieldNames } from '@penstock/connector-odoo';
import { TAX_NAMES } from '../../odoo-day/site/commerce.js';
import type { Odoo } from '../../odoo-day/site/json-rpc.js';
import { Warehouse } from '../../odoo-day/site/warehouse.js';

/** Something to sell, somebody to sell it to, and orders in the two forms in which Odoo takes them. */
export interface Shop {
  /** Begins all names, so that runs share a database and never meet. */
  readonly run: string;
  readonly skus: readonly string[];
  /** Product.product by SKU. */
  readonly productIds: ReadonlyMap<string, number>;
  /** The values of `create` for an order. */
  values(reference: string, nth: number): Readonly<Record<string, unknown>>;
  /** The rows of `load` for the same order, each line with an external id of its own. */
  rows(reference: string, nth: number): readonly (readonly string[])[];
  /** Of the columns of `rows`. */
  readonly fields: readonly string[];
  /** sale.order ids of the references that begin so. */
  find(beginning: string): Promise<number[]>;
  close(): Promise<void>;
}

const LINES = 3;
const CUSTOMERS = 20;
const PIECES = 100_000;
const MODULE = 'penstock_bench';

/** Price of the nth line of every order. */
const priceOf = (line: number): number => 10 + line;

export async function openShop(odoo: Odoo, names: FieldNames): Promise<Shop> {
  const run = `bench${Date.now().toString(36)}`;
  const skus = Array.from({ length: LINES }, (_, nth) => `${run}-${nth + 1}`);
  const warehouse = await Warehouse.of(odoo);
  const goods = skus.map((sku, nth) => ({ sku, name: sku, price: priceOf(nth) * 100, opening: PIECES, use: 'sale' as const })); // prettier-ignore
  const productIds = await warehouse.stockUp(goods);
  const people = Array.from({ length: CUSTOMERS }, (_, nth) => ({ name: `${run} ${nth}`, email: `${run}.${nth}@example.com` })); // prettier-ignore
  const customers = await odoo.call<number[]>('res.partner', 'create', [people]);
  const [tax] = await odoo.find<{ id: number }>('account.tax', [['name', '=', TAX_NAMES.onTop]], ['id']);
  const lines = [...productIds.values()];
  const taxes = names.saleOrderLine.taxes;
  const idsBy = (condition: readonly unknown[]) => odoo.call<number[]>('sale.order', 'search', [[...condition]]);

  return {
    run,
    skus,
    productIds,
    values: (reference, nth) => ({
      partner_id: customers[nth % CUSTOMERS],
      client_order_ref: reference,
      order_line: lines.map((productId, line) => [
        0,
        0,
        {
          product_id: productId,
          name: skus[line],
          product_uom_qty: 1,
          price_unit: priceOf(line),
          [taxes]: [[6, 0, [tax?.id]]],
        },
      ]),
    }),
    fields: [
      'id',
      'partner_id/.id',
      'client_order_ref',
      'order_line/id',
      'order_line/product_id/.id',
      'order_line/name',
      'order_line/product_uom_qty',
      'order_line/price_unit',
      `order_line/${taxes}/.id`,
    ],
    rows: (reference, nth) =>
      lines.map((productId, line) => [
        ...(line === 0 ? [`${MODULE}.${reference}`, String(customers[nth % CUSTOMERS]), reference] : ['', '', '']),
        `${MODULE}.${reference}_${line}`,
        String(productId),
        skus[line] ?? '',
        '1',
        String(priceOf(line)),
        String(tax?.id),
      ]),
    find: (beginning) => idsBy([['client_order_ref', '=like', `${beginning}%`]]),
    async close() {
      const left = await idsBy([
        ['client_order_ref', '=like', `${run}%`],
        ['state', '=', 'draft'],
      ]);
      if (left.length > 0) await odoo.call('sale.order', 'unlink', [left]);
      await odoo.call('product.product', 'write', [lines, { active: false }]);
    },
  };
}
