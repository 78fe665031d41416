import type { PlacedOrder } from '@penstock/testing/shopify';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { orderIdOf } from '../../system/order-id.js';
import { allSaleOrders, askedOrders, externalIds, linesOf } from '../../system/sale-orders.js';
import type { TestSystem } from '../../system/test-system.js';
import { SKUS } from './warehouse.js';

/** Every order exactly once in Odoo, with exactly its lines; by Odoo's own records and its request log. */
export async function orderEffects({ odoo }: TestSystem, placed: readonly PlacedOrder[]): Promise<Row[]> {
  const found = Map.groupBy(await allSaleOrders(odoo), (order) => order.client_order_ref);
  const times = placed.map(({ name }) => found.get(name)?.length ?? 0);
  const unconfirmed = [...found.values()].flat().filter(({ state }) => state !== 'sale');
  const wrongTotal = placed.filter(({ name, total }) => found.get(name)?.[0]?.amount_total !== Number(total));

  const named = new Set(await externalIds(odoo, 'sale.order'));

  const asked = await askedOrders(odoo);
  return [
    exactly('orders lost', 0, times.filter((count) => count === 0).length, 'orders'),
    exactly('orders doubled in Odoo', 0, times.filter((count) => count > 1).length, 'orders'),
    exactly('sale orders in Odoo', placed.length, [...found.values()].flat().length, 'orders'),
    exactly(
      'orders without their external id',
      0,
      placed.filter((order) => !named.has(orderIdOf(order))).length,
      'orders',
    ),
    exactly('sale orders not confirmed', 0, unconfirmed.length, 'orders'),
    exactly('sale orders with another total', 0, wrongTotal.length, 'orders'),
    ...(await lineEffects(odoo, placed)),
    noted('orders asked for again after a committed call', asked.length - new Set(asked).size, 'orders'),
  ];
}

async function lineEffects(odoo: TestSystem['odoo'], placed: readonly PlacedOrder[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const sku of SKUS) {
    const wanted = placed.flatMap(({ lines }) => lines.filter((line) => line.sku === sku));
    const lines = await linesOf(odoo, sku);
    const pieces = lines.reduce((total, { product_uom_qty: quantity }) => total + quantity, 0);
    const orderedPieces = wanted.reduce((total, { quantity }) => total + quantity, 0);
    rows.push(exactly(`lines of ${sku} in Odoo`, wanted.length, lines.length, 'lines'));
    rows.push(exactly(`pieces of ${sku} in Odoo`, orderedPieces, pieces, 'pieces'));
  }
  return rows;
}
