import type { OdooServer } from './odoo-server.js';

export interface SaleOrder {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly client_order_ref: string | false;
  readonly amount_total: number;
  readonly order_line: readonly number[];
  readonly picking_ids: readonly number[];
}

const FIELDS = ['name', 'state', 'client_order_ref', 'amount_total', 'order_line', 'picking_ids'];

/** The sale orders of a channel's order, by the reference that people at Odoo see (`#1001`): one, when all is well. */
export const saleOrdersOf = (odoo: OdooServer, reference: string): Promise<SaleOrder[]> =>
  odoo.call('sale.order', 'search_read', [[['client_order_ref', '=', reference]]], { fields: FIELDS });

export const allSaleOrders = (odoo: OdooServer): Promise<SaleOrder[]> =>
  odoo.call('sale.order', 'search_read', [[]], { fields: FIELDS });

/** Pieces of a SKU that lie in Odoo's stock location. */
export async function onHandInOdoo(odoo: OdooServer, sku: string): Promise<number> {
  type Quant = { quantity: number };
  const domain = [['product_id.default_code', '=', sku], ['location_id.usage', '=', 'internal']]; // prettier-ignore
  const quants = await odoo.call<Quant[]>('stock.quant', 'search_read', [domain], { fields: ['quantity'] });
  return quants.reduce((total, { quantity }) => total + quantity, 0);
}
