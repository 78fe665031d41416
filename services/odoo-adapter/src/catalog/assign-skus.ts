import type { UnitOfWork } from '@penstock/messaging';
import { causeFrom, type OdooSystem } from '../odoo-system.js';
import { type CatalogSku, catalogSkus, type OdooProduct, odooProducts } from './odoo-product.js';
import { productTrouble } from './product-trouble.js';
import { releaseOrders } from './release-orders.js';

/**
 * Says anew which product each SKU means, after products that carry it changed. Odoo does not keep SKUs unique: a choice of ours could ship the
 * wrong goods, so one that several products share means none of them, and people are told of every order that waits for it. What has become
 * clear releases its orders.
 */
export async function assignSkus(unit: UnitOfWork, odoo: OdooSystem, skus: readonly string[]): Promise<void> {
  await unit.load(skus.flatMap((sku) => [catalogSkus.one({ sku }), odooProducts.children('sku', sku)]));
  const clear: string[] = [];
  const troubled: CatalogSku[] = [];
  for (const sku of skus) {
    const before = unit.row(catalogSkus.one({ sku }));
    const after = meaningOf(sku, unit.children(odooProducts.children('sku', sku)));
    unit.save(catalogSkus.save(after));
    if (after.odooId !== null) clear.push(sku);
    else if (after.trouble !== null && String(after.candidates) !== String(before.candidates)) troubled.push(after);
  }
  await releaseOrders(unit, clear);
  await tellWhoWaits(unit, odoo, troubled);
}

/** @param products all that carry the SKU */
export function meaningOf(sku: string, products: readonly OdooProduct[]): CatalogSku {
  const active = products.filter((product) => product.active);
  const [only] = active;
  if (only && active.length === 1) return { sku, odooId: only.odooId, trouble: null, candidates: [] };
  const trouble = only ? 'AMBIGUOUS' : products.length > 0 ? 'ARCHIVED' : null;
  const candidates = (only ? active : products).map(({ odooId }) => Number(odooId)).sort((a, b) => a - b);
  return { sku, odooId: null, trouble, candidates };
}

async function tellWhoWaits(unit: UnitOfWork, odoo: OdooSystem, troubled: readonly CatalogSku[]): Promise<void> {
  if (troubled.length === 0) return;
  const waiting = await unit.transaction.query<{ orderId: string; orderNumber: string | null; sku: string }>(
    `SELECT w.sku, w.order_id AS "orderId", o.order_number AS "orderNumber"
     FROM odoo_order_missing_sku w JOIN odoo_order o USING (order_id) WHERE w.sku = ANY($1::text[]) AND o.state = 'held'
     ORDER BY w.order_id, w.sku`,
    [troubled.map(({ sku }) => sku)],
  );
  const bySku = new Map(troubled.map((each) => [each.sku, each]));
  for (const { sku, ...order } of waiting) {
    const row = bySku.get(sku);
    const trouble = row && productTrouble(odoo, order, row);
    if (trouble) unit.emit(trouble, causeFrom(odoo, order.orderId));
  }
}
