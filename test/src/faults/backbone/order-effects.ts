import { canonicalId } from '@penstock/domain';
import type { PlacedOrder } from '@penstock/testing/shopify';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { allSaleOrders } from '../../system/sale-orders.js';
import type { TestSystem } from '../../system/test-system.js';
import { SKUS } from './warehouse.js';

const orderIdOf = ({ id }: PlacedOrder): string => canonicalId('ord', 'main', 'shopify:demo-shop', id);

/** Every order exactly once in Odoo, with exactly its lines; by Odoo's own records and its request log. */
export async function orderEffects({ odoo }: TestSystem, placed: readonly PlacedOrder[]): Promise<Row[]> {
  const found = Map.groupBy(await allSaleOrders(odoo), (order) => order.client_order_ref);
  const times = placed.map(({ name }) => found.get(name)?.length ?? 0);
  const unconfirmed = [...found.values()].flat().filter(({ state }) => state !== 'sale');
  const wrongTotal = placed.filter(({ name, total }) => found.get(name)?.[0]?.amount_total !== Number(total));

  const domain = [['module', '=', 'penstock'], ['model', '=', 'sale.order']]; // prettier-ignore
  const ids = await odoo.call<{ name: string }[]>('ir.model.data', 'search_read', [domain], { fields: ['name'] });
  const named = new Set(ids.map(({ name }) => name));

  const loads = (await odoo.requests('sale.order', 'load')).filter(({ committed }) => committed);
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
    noted('committed calls that repeated an order', loads.length - placed.length, 'calls'),
  ];
}

async function lineEffects(odoo: TestSystem['odoo'], placed: readonly PlacedOrder[]): Promise<Row[]> {
  type Line = { order_id: [number, string]; product_uom_qty: number };
  const rows: Row[] = [];
  for (const sku of SKUS) {
    const wanted = placed.flatMap(({ lines }) => lines.filter((line) => line.sku === sku));
    const domain = [['product_id.default_code', '=', sku]];
    const fields = ['order_id', 'product_uom_qty'];
    const lines = await odoo.call<Line[]>('sale.order.line', 'search_read', [domain], { fields });
    const pieces = lines.reduce((total, { product_uom_qty: quantity }) => total + quantity, 0);
    const orderedPieces = wanted.reduce((total, { quantity }) => total + quantity, 0);
    rows.push(exactly(`lines of ${sku} in Odoo`, wanted.length, lines.length, 'lines'));
    rows.push(exactly(`pieces of ${sku} in Odoo`, orderedPieces, pieces, 'pieces'));
  }
  return rows;
}
