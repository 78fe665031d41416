import type { OdooClient } from '@penstock/connector-odoo';
import type { CatalogSku } from '../catalog/odoo-product.js';
import type { Mapping } from '../mapping/mapping.js';
import { chargeProducts } from '../order-out/charge-products.js';
import { type Hold, isHold } from '../order-out/hold.js';
import type { OrderDraft } from '../order-out/order-draft.js';
import { resolveOrder } from '../order-out/resolve-order.js';
import { type LoadCall, saleOrderRows } from '../order-out/sale-order-rows.js';

/** A change leaves the header as it is, so whom it would be for does not matter. */
const NOBODY = { partnerId: 0, addresses: { shippingId: 0, invoiceId: 0 } };

/** The `load` call that would make the order anew as it is wanted now, which says what its lines have to be; or what keeps it from being said. */
export async function wantedRows(
  odoo: OdooClient,
  draft: OrderDraft,
  mapping: Mapping,
  skus: ReadonlyMap<string, CatalogSku>,
): Promise<LoadCall | Hold> {
  const resolved = resolveOrder(draft, mapping, skus);
  if (isHold(resolved)) return resolved;
  const charges = resolved.lines.flatMap(({ productId, line }) => (productId === null ? (line.charge ?? []) : []));
  const products = await chargeProducts(odoo, new Set(charges));
  return saleOrderRows([{ ...resolved, ...NOBODY }], await odoo.fieldNames(), products);
}
