import type { FieldNames } from '@penstock/connector-odoo';
import { MODULE } from '../odoo-system.js';
import type { OrderDraft } from './order-draft.js';

export interface LoadCall {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Database ids of the records an order points to. */
export interface SaleOrderTargets {
  readonly partnerId: number;
  /** Null: the one Odoo chooses. */
  readonly pricelistId: number | null;
}

/**
 * The one `load` call that makes a sale.order with all its lines. Header and every line carry an external id: the same call again, after a
 * lost answer, finds them all. Rows after the first leave the header's cells empty and so belong to it.
 * Format: https://www.odoo.com/documentation/18.0/applications/essentials/export_import_data.html#import-relation-fields
 * @param productOf database id of the product.product of a line
 */
export function saleOrderRows(
  draft: OrderDraft,
  names: FieldNames,
  { partnerId, pricelistId }: SaleOrderTargets,
  productOf: (line: OrderDraft['lines'][number]) => number,
): LoadCall {
  const header = {
    id: `${MODULE}.${draft.orderId}`,
    'partner_id/.id': String(partnerId),
    client_order_ref: draft.orderNumber,
    origin: draft.origin,
    date_order: draft.placedAt,
    ...(pricelistId !== null && { 'pricelist_id/.id': String(pricelistId) }),
  };
  const lines = draft.lines.map((line, index) => ({
    'order_line/id': `${MODULE}.${line.externalId}`,
    'order_line/sequence': String((index + 1) * 10),
    'order_line/product_id/.id': String(productOf(line)),
    'order_line/name': line.name,
    'order_line/product_uom_qty': line.quantity,
    'order_line/price_unit': line.price,
    'order_line/discount': '0', // else a pricelist may put one there
    [`order_line/${names.saleOrderLine.taxes}/.id`]: '', // empty clears: no tax, instead of the product's
  }));
  const blank = Object.fromEntries(Object.keys(header).map((name) => [name, '']));
  const records = lines.map((line, index) => ({ ...(index === 0 ? header : blank), ...line }));
  return { fields: Object.keys(records[0] ?? header), rows: records.map((record) => Object.values(record)) };
}
