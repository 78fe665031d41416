import type { OdooClient } from '@penstock/connector-odoo';
import { MODULE } from '../odoo-system.js';
import { type Charge, CHARGE_PRODUCTS } from './charges.js';
import { findExternalIds } from './external-ids.js';

const FIELDS = ['id', 'name', 'type', 'list_price', 'sale_ok', 'purchase_ok'];

/** The products of charges, which all companies share. Services: they have no stock and make no delivery. Made where they are missing, in one call. */
export async function chargeProducts(
  odoo: OdooClient,
  charges: ReadonlySet<Charge>,
): Promise<ReadonlyMap<Charge, number>> {
  if (charges.size === 0) return new Map();
  const all = [...charges].map((charge) => ({ charge, ...CHARGE_PRODUCTS[charge] }));
  const names = all.map(({ externalId }) => externalId);
  let known = await findExternalIds(odoo, names);
  const missing = all.filter(({ externalId }) => !known.has(externalId));
  if (missing.length > 0) {
    const rows = missing.map(({ externalId, name }) => [`${MODULE}.${externalId}`, name, 'service', '0', '0', '0']);
    await odoo.load('product.product', FIELDS, rows);
    known = await findExternalIds(odoo, names);
  }
  return new Map(
    all.flatMap(({ charge, externalId }) => {
      const link = known.get(externalId);
      return link ? [[charge, link.id] as const] : [];
    }),
  );
}
