import type { ProductLinked } from '@penstock/contracts';
import type { PlacedOrder } from '@penstock/testing/shopify';
import type { OdooAccess } from '../odoo.js';
import type { Ports } from '../ports.js';
import type { Shops } from './shops.js';
import type { Warehouse } from './warehouse.js';
import type { Witness } from './witness.js';

/** Where the day is played, and what its chapters have brought about so far. */
export interface Scene {
  readonly day: number;
  readonly witness: Witness;
  readonly shops: Shops;
  readonly warehouse: Warehouse;
  readonly odoo: OdooAccess;
  readonly ports: Ports;
  readonly tracesUrl: string | undefined;
  /** The demo products as Odoo has them, by SKU. */
  products?: ReadonlyMap<string, ProductLinked>;
  placed?: PlacedOrder;
  /** Canonical id of the order placed. */
  orderId?: string;
  /** The first line's. */
  orderedSku?: string;
  /** Of the sale.order in Odoo. */
  saleOrderId?: number;
  traceId?: string;
}

/** What an earlier chapter left in the scene; a chapter is played only when all before it came true. */
export function from<K extends keyof Scene>(scene: Scene, key: K): NonNullable<Scene[K]> {
  const value = scene[key];
  if (value === undefined || value === null) throw new Error(`No earlier chapter brought about the ${key}.`);
  return value;
}
