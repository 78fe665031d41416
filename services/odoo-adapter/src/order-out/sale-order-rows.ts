import type { FieldNames } from '@penstock/connector-odoo';
import type { OrderAddresses } from '../partner/wanted-partner.js';
import { MODULE } from '../odoo-system.js';
import type { Charge } from './charges.js';
import type { ResolvedLine, ResolvedOrder } from './resolve-order.js';

export interface LoadCall {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** An order with the database ids of whom it is for. */
export interface AddressedOrder extends ResolvedOrder {
  readonly partnerId: number;
  readonly addresses: OrderAddresses;
}

type Cells = Readonly<Record<string, string>>;

/**
 * The one `load` call that makes sale.orders with all their lines. Headers and lines carry external ids: the same call again, after a lost answer,
 * finds them all. The rows of an order's further lines leave the header's cells empty. Everything is named by database id: `load` would search
 * for a name. A cell that is empty where the record is new says "none", else Odoo would put in what product, customer or carrier suggest.
 * Format: https://www.odoo.com/documentation/18.0/applications/essentials/export_import_data.html#import-relation-fields
 * @param orders of one company
 * @param charges product.product of each charge
 * @param hasCarriers whether to name the fields of module `delivery`, which may not be there
 */
export function saleOrderRows(
  orders: readonly AddressedOrder[],
  names: FieldNames,
  charges: ReadonlyMap<Charge, number>,
  hasCarriers = orders.some(({ carrierId }) => carrierId !== null),
): LoadCall {
  const records = orders.flatMap((order) => {
    const header = headerOf(order, hasCarriers);
    const blank = Object.fromEntries(Object.keys(header).map((name) => [name, '']));
    return order.lines.map((line, index): Cells => ({
      ...(index === 0 ? header : blank),
      ...lineOf(line, index, names, charges, hasCarriers),
    }));
  });
  return { fields: Object.keys(records[0] ?? {}), rows: records.map((record) => Object.values(record)) };
}

const headerOf = (order: AddressedOrder, hasCarriers: boolean): Cells => ({
  id: `${MODULE}.${order.draft.orderId}`,
  'partner_id/.id': String(order.partnerId),
  'partner_invoice_id/.id': String(order.addresses.invoiceId),
  'partner_shipping_id/.id': String(order.addresses.shippingId),
  'company_id/.id': String(order.company.id),
  'warehouse_id/.id': String(order.company.warehouse.id),
  'pricelist_id/.id': order.pricelistId?.toString() ?? '',
  client_order_ref: order.draft.orderNumber,
  origin: order.draft.origin,
  date_order: order.draft.placedAt,
  ...(hasCarriers && { 'carrier_id/.id': order.carrierId?.toString() ?? '' }),
});

const lineOf = (
  { line, productId, isDelivery, taxIds }: ResolvedLine,
  index: number,
  names: FieldNames,
  charges: ReadonlyMap<Charge, number>,
  hasCarriers: boolean,
): Cells => ({
  'order_line/id': `${MODULE}.${line.externalId}`,
  'order_line/sequence': String((index + 1) * 10),
  'order_line/product_id/.id': String(productId ?? charges.get(line.charge ?? 'item') ?? ''),
  'order_line/name': line.name,
  'order_line/product_uom_qty': line.quantity,
  'order_line/price_unit': line.price,
  'order_line/discount': line.discount,
  [`order_line/${names.saleOrderLine.taxes}/.id`]: taxIds.join(','),
  ...(hasCarriers && { 'order_line/is_delivery': isDelivery ? '1' : '0' }),
});

/** The same rows, whose lines are over no analytic account; without it, Odoo searches for each line's. */
export const undistributed = ({ fields, rows }: LoadCall): LoadCall => ({
  fields: [...fields, 'order_line/analytic_distribution'],
  rows: rows.map((row) => [...row, '']),
});
