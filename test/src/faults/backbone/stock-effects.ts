import type { PlacedOrder } from '@penstock/testing/shopify';
import { exactly, type Row } from '../../measuring/row.js';
import { stockOf } from '../../system/inventory.js';
import { linesOf, onHandInOdoo } from '../../system/sale-orders.js';
import type { TestSystem } from '../../system/test-system.js';
import { SKUS } from './warehouse.js';

/** Each line reserved once; and for each product, on hand − reserved = available = what both channels offer. */
export async function stockEffects(system: TestSystem, placed: readonly PlacedOrder[]): Promise<Row[]> {
  const { sql } = system;
  const lines = placed.flatMap((order) => order.lines);
  const reservations = await sql<{ state: string }>('SELECT state FROM inventory_propagator.reservation');
  const other = reservations.filter(({ state }) => state !== 'reserved' && state !== 'consumed');
  return [
    exactly('order lines reserved', lines.length, reservations.length, 'lines'),
    exactly('of them neither reserved nor shipped', 0, other.length, 'lines'),
    ...(await Promise.all(SKUS.map((sku) => productEffects(system, sku)))).flat(),
  ];
}

async function productEffects({ sql, odoo, shopify, woo }: TestSystem, sku: string): Promise<Row[]> {
  const stock = await stockOf(sql, sku);
  const level = (await shopify.levels()).find((one) => one.sku === sku)?.available;
  const product = (await woo.products()).find((one) => one.sku === sku)?.stockQuantity;
  return [
    exactly(`${sku}: on hand, as in Odoo`, await onHandInOdoo(odoo, sku), stock.onHand, 'pieces'),
    exactly(`${sku}: reserved, as open in Odoo`, await openInOdoo(odoo, sku), stock.reserved, 'pieces'),
    exactly(`${sku}: offered by Shopify`, stock.available, level ?? Number.NaN, 'pieces'),
    exactly(`${sku}: offered by WooCommerce`, stock.available, product ?? Number.NaN, 'pieces'),
  ];
}

/** Pieces sold in Odoo and not yet shipped. */
async function openInOdoo(odoo: TestSystem['odoo'], sku: string): Promise<number> {
  const lines = await linesOf(odoo, sku);
  return lines.reduce((open, line) => open + line.product_uom_qty - line.qty_delivered, 0);
}
