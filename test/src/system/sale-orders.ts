import type { OdooServer } from './odoo-server.js';

/** Odoo's name for a record that a field points at: id and display name. */
export type Reference = readonly [id: number, name: string];

export interface SaleOrder {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly client_order_ref: string | false;
  readonly amount_total: number;
  readonly partner_id: Reference;
  readonly picking_ids: readonly number[];
}

const ORDER = ['name', 'state', 'client_order_ref', 'amount_total', 'partner_id', 'picking_ids'] as const;

/** The sale orders of a channel's order, by the reference that people at Odoo see (`#1001`): one, when all is well. */
export const saleOrdersOf = (odoo: OdooServer, reference: string): Promise<SaleOrder[]> =>
  odoo.find('sale.order', [['client_order_ref', '=', reference]], ORDER);

export const allSaleOrders = (odoo: OdooServer): Promise<SaleOrder[]> => odoo.find('sale.order', [], ORDER);

export interface SaleOrderLine {
  readonly order_id: Reference;
  readonly product_uom_qty: number;
  readonly qty_delivered: number;
}

/** The lines that sell a SKU, of all orders. */
export const linesOf = (odoo: OdooServer, sku: string): Promise<SaleOrderLine[]> =>
  odoo.find(
    'sale.order.line',
    [['product_id.default_code', '=', sku]],
    ['order_id', 'product_uom_qty', 'qty_delivered'],
  );

/** Our external ids of a model's records, without our module's name; of one record, or of all. */
export async function externalIds(odoo: OdooServer, model: string, id?: number): Promise<string[]> {
  const ours = [['module', '=', 'penstock'] as const, ['model', '=', model] as const];
  const one = id === undefined ? [] : [['res_id', '=', id] as const];
  const found = await odoo.find<{ name: string }>('ir.model.data', [...ours, ...one], ['name']);
  return found.map(({ name }) => name);
}

/** Order ids of all quotations that committed calls asked for, once for each time: many go in one `load`, and later ones correct a date or a line. */
export async function askedOrders(odoo: OdooServer): Promise<string[]> {
  const loads = (await odoo.requests('sale.order', 'load')).filter(({ committed }) => committed);
  return loads.flatMap(({ args }) => {
    const [fields, rows] = args as readonly [fields: readonly string[], rows: readonly (readonly string[])[]];
    if (!fields.includes('client_order_ref')) return [];
    const names = rows.map((row) => row[fields.indexOf('id')] ?? '');
    return names.filter((name) => name !== '').map((name) => name.replace('penstock.', ''));
  });
}

const LIES_IN_STOCK = ['location_id.usage', '=', 'internal'] as const;

/** Pieces of a SKU that lie in Odoo's stock locations. */
export async function onHandInOdoo(odoo: OdooServer, sku: string): Promise<number> {
  const domain = [['product_id.default_code', '=', sku] as const, LIES_IN_STOCK];
  const quants = await odoo.find<{ quantity: number }>('stock.quant', domain, ['quantity']);
  return quants.reduce((total, { quantity }) => total + quantity, 0);
}
