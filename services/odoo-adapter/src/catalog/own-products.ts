import { type OdooClient, records } from '@penstock/connector-odoo';
import { MODULE } from '../odoo-system.js';

/** External ids of the products that stand for charges of an order. */
const CHARGES = 'charge_%';

/**
 * Leaves out the products that we made ourselves, such as those for shipping and discounts: nobody sells them, so they are no news when Odoo
 * tells us of them. Known by their external ids, and not by who wrote them: people work as the same user, too.
 */
export async function withoutOurOwn<T extends { readonly id: number }>(
  odoo: OdooClient,
  products: readonly T[],
): Promise<readonly T[]> {
  if (products.length === 0) return products;
  const domain = [
    ['module', '=', MODULE],
    ['model', '=', 'product.product'],
    ['name', '=like', CHARGES],
  ];
  const found = await odoo.searchRead('ir.model.data', domain, records.externalId);
  const own = new Set(found.map(({ res_id }) => res_id));
  return products.filter(({ id }) => !own.has(id));
}
