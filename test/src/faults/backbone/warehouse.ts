import { demoCatalogue } from '@penstock/testing/shopify';
import { until } from '@penstock/testing/stack';
import type { TestSystem } from '../../system/test-system.js';

/** What both shops sell and Odoo has. */
export const SKUS: readonly string[] = demoCatalogue.products.map(({ sku }) => sku);

/** More of each than all orders together ask for. */
const PLENTY = 10_000;

const READY = [
  ['state', '=', 'assigned'],
  ['sale_id', '!=', false],
];

/** Fills the shelves in Odoo and waits until both shops offer it. */
export async function stockUp({ odoo, shopify, woo }: TestSystem): Promise<void> {
  for (const sku of SKUS) await odoo.count(sku, PLENTY);
  const offered = await until(
    async () => {
      const [levels, products] = await Promise.all([shopify.levels(), woo.products()]);
      const shown = [...levels.map(({ available }) => available), ...products.map((product) => product.stockQuantity)];
      return shown.filter((quantity) => quantity === PLENTY).length === 2 * SKUS.length;
    },
    { withinMs: 90_000, everyMs: 200 },
  );
  if (!offered) throw new Error(`The shops did not come to offer ${PLENTY} of each product.`);
}

/** Somebody counts a product in Odoo, and finds a few more or less. */
export const recount = ({ odoo }: TestSystem, sku: string, pieces: number): Promise<void> =>
  odoo.count(sku, PLENTY + pieces);

/** Ships every sale order that is ready in Odoo, up to so many. */
export async function ship({ odoo }: TestSystem, atMost: number): Promise<void> {
  const pickings = await odoo.call<number[]>('stock.picking', 'search', [READY], { limit: atMost });
  for (const id of pickings) await odoo.call('stock.picking', 'button_validate', [[id]]);
}
