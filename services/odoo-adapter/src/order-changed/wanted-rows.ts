import type { OdooClient } from '@penstock/connector-odoo';
import { chargeProducts } from '../order-out/charge-products.js';
import type { ResolvedOrder } from '../order-out/resolve-order.js';
import { type LoadCall, saleOrderRows } from '../order-out/sale-order-rows.js';

/** A change leaves the header as it is, so whom it would be for does not matter. */
const NOBODY = { partnerId: 0, addresses: { shippingId: 0, invoiceId: 0 } };

/**
 * The `load` call that would make the order anew as it is wanted now, which says what its lines have to be.
 * @param isDeliverySaid whether lines say that they are a delivery even where none is: one may have been before
 */
export async function wantedRows(
  odoo: OdooClient,
  resolved: ResolvedOrder,
  isDeliverySaid: boolean,
): Promise<LoadCall> {
  const charges = resolved.lines.flatMap(({ productId, line }) => (productId === null ? (line.charge ?? []) : []));
  const products = await chargeProducts(odoo, new Set(charges));
  const hasCarriers = isDeliverySaid || resolved.carrierId !== null;
  return saleOrderRows([{ ...resolved, ...NOBODY }], await odoo.fieldNames(), products, hasCarriers);
}
