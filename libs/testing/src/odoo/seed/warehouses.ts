import type { Environment } from '../orm/environment.js';
import { seedRows } from './rows.js';

/** The ids of one company's warehouse and its places; `types` are receipts, deliveries, internal transfers. */
export interface WarehouseIds {
  readonly company: number;
  readonly warehouse: number;
  readonly name: string;
  readonly code: string;
  readonly view: number;
  readonly stock: number;
  readonly types: readonly [receipts: number, deliveries: number, internal: number];
  readonly adjustment: number;
  /** 19 makes no place for scrap beforehand. */
  readonly scrap?: number;
}

/** The places that all companies share. 19 has no views above them. */
const SHARED_PLACES = {
  18: { physical: 1, vendors: 4, customers: 5, transit: 6, partners: 2, virtual: 3 },
  19: { physical: 0, vendors: 1, customers: 2, transit: 3, partners: 0, virtual: 0 },
} as const;

export function seedWarehouse(env: Environment, ids: WarehouseIds): void {
  const { company, warehouse, name, code, view, stock, types, adjustment, scrap } = ids;
  const [receipts, deliveries, internal] = types;
  const { physical, virtual, vendors, customers } = SHARED_PLACES[env.version];
  const loss = { usage: 'inventory', location_id: virtual || false, company_id: company };
  seedRows(env, 'stock.location', {
    [view]: { name: code, usage: 'view', location_id: physical || false, company_id: company },
    [stock]: { name: 'Stock', usage: 'internal', location_id: view, company_id: company, barcode: `${code}STOCK` },
    [adjustment]: { ...loss, name: 'Inventory adjustment' },
    ...(scrap && { [scrap]: { ...loss, name: 'Scrap', scrap_location: true } }),
  });
  const type = { warehouse_id: warehouse, company_id: company };
  seedRows(env, 'stock.picking.type', {
    [receipts]: { ...type, name: 'Receipts', code: 'incoming', sequence_code: 'IN', default_location_src_id: vendors, default_location_dest_id: stock },
    [deliveries]: { ...type, name: 'Delivery Orders', code: 'outgoing', sequence_code: 'OUT', default_location_src_id: stock, default_location_dest_id: customers },
    [internal]: { ...type, name: 'Internal Transfers', code: 'internal', sequence_code: 'INT', default_location_src_id: stock, default_location_dest_id: stock },
  }); // prettier-ignore
  seedRows(env, 'stock.warehouse', {
    [warehouse]: {
      name,
      code,
      company_id: company,
      view_location_id: view,
      lot_stock_id: stock,
      in_type_id: receipts,
      out_type_id: deliveries,
      int_type_id: internal,
    },
  });
}

export function seedSharedPlaces(env: Environment): void {
  const { physical, partners, virtual, vendors, customers, transit } = SHARED_PLACES[env.version];
  const views = { [physical]: 'Physical Locations', [partners]: 'Partners', [virtual]: 'Virtual Locations' };
  for (const [id, name] of Object.entries(views)) {
    if (id !== '0') seedRows(env, 'stock.location', { [id]: { name, usage: 'view' } });
  }
  seedRows(env, 'stock.location', {
    [vendors]: { name: 'Vendors', usage: 'supplier', location_id: partners || false },
    [customers]: { name: 'Customers', usage: 'customer', location_id: partners || false },
    [transit]: { name: 'Inter-company transit', usage: 'transit', location_id: virtual || false, active: true },
  });
}
