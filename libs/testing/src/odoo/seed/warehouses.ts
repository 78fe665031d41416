import type { Environment } from '../orm/environment.js';
import { seedRows } from './rows.js';

/** The ids of one company's warehouse and its places; `types` are receipts, deliveries, internal transfers. */
interface WarehouseIds {
  readonly company: number;
  readonly warehouse: number;
  readonly name: string;
  readonly code: string;
  readonly view: number;
  readonly stock: number;
  readonly types: readonly [receipts: number, deliveries: number, internal: number];
  readonly adjustment: number;
  readonly scrap: number;
}

const PHYSICAL = 1;
const VIRTUAL = 3;
const VENDORS = 4;
const CUSTOMERS = 5;

export function seedWarehouse(env: Environment, ids: WarehouseIds): void {
  const { company, warehouse, name, code, view, stock, types, adjustment, scrap } = ids;
  const [receipts, deliveries, internal] = types;
  seedSharedPlaces(env);
  seedRows(env, 'stock.location', {
    [view]: { name: code, usage: 'view', location_id: PHYSICAL, company_id: company },
    [stock]: { name: 'Stock', usage: 'internal', location_id: view, company_id: company, barcode: `${code}STOCK` },
    [adjustment]: { name: 'Inventory adjustment', usage: 'inventory', location_id: VIRTUAL, company_id: company },
    [scrap]: { name: 'Scrap', usage: 'inventory', location_id: VIRTUAL, company_id: company, scrap_location: true },
  });
  const type = { warehouse_id: warehouse, company_id: company };
  seedRows(env, 'stock.picking.type', {
    [receipts]: { ...type, name: 'Receipts', code: 'incoming', sequence_code: 'IN', default_location_src_id: VENDORS, default_location_dest_id: stock },
    [deliveries]: { ...type, name: 'Delivery Orders', code: 'outgoing', sequence_code: 'OUT', default_location_src_id: stock, default_location_dest_id: CUSTOMERS },
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

function seedSharedPlaces(env: Environment): void {
  if (env.find('stock.location', PHYSICAL)) return;
  seedRows(env, 'stock.location', {
    [PHYSICAL]: { name: 'Physical Locations', usage: 'view' },
    2: { name: 'Partners', usage: 'view' },
    [VIRTUAL]: { name: 'Virtual Locations', usage: 'view' },
    [VENDORS]: { name: 'Vendors', usage: 'supplier', location_id: 2 },
    [CUSTOMERS]: { name: 'Customers', usage: 'customer', location_id: 2 },
    6: { name: 'Inter-company transit', usage: 'transit', location_id: VIRTUAL, active: true },
  });
}
