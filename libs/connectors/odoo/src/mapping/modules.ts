import type { OdooClient } from '../client/odoo-client.js';
import type { Findings } from './findings.js';

/** Modules that the adapter cannot do without: what Apps calls them, and their technical names. */
const MODULES = {
  product: { app: 'Products', technical: 'product' },
  account: { app: 'Invoicing', technical: 'account' },
  sale: { app: 'Sales', technical: 'sale_management' },
  stock: { app: 'Inventory', technical: 'stock' },
  saleStock: { app: 'Sales and Warehouse Management', technical: 'sale_stock' },
  delivery: { app: 'Delivery Costs', technical: 'delivery' },
} as const;

export type ModuleName = keyof typeof MODULES;

/**
 * A module that joins two others is seen by the field it adds: the list of modules itself may be read by administrators only.
 * https://github.com/odoo/odoo/blob/18.0/addons/sale_stock/models/sale_order.py
 */
export async function checkSaleStock(odoo: OdooClient, into: Findings): Promise<void> {
  const asked = { allfields: ['warehouse_id'], attributes: ['type'] };
  const fields = (await odoo.call('sale.order', 'fields_get', asked)) as object;
  if (!Object.hasOwn(fields, 'warehouse_id')) missModule('saleStock', into);
}

export function missModule(name: ModuleName, into: Findings): void {
  const { app, technical } = MODULES[name];
  into.miss(
    'MODULE_MISSING',
    null,
    `module ${technical} (${app}) is not installed`,
    `In Apps, take the filter "Apps" away, search for ${technical} and press Activate.`,
  );
}
