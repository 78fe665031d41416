import type { TestSystem } from '../../system/test-system.js';

const WRITES_TO_ODOO = [
  { model: 'res.partner', method: 'load' },
  { model: 'sale.order', method: 'load' },
  { model: 'sale.order', method: 'action_confirm' },
];

const ODOO_MS = 150;
const SHOP_MS = 80;

/** Lets Odoo and the shops take their time, as they do in life: a kill then finds calls on their way, whose answers nobody will hear. */
export async function slowDown({ odoo, shopify, woo }: TestSystem): Promise<void> {
  await odoo.fault(...WRITES_TO_ODOO.map((write) => ({ mode: 'slow' as const, ms: ODOO_MS, ...write })));
  for (const shop of [shopify, woo]) await shop.fault({ mode: 'slow', ms: SHOP_MS });
}

export async function speedUp({ odoo, shopify, woo }: TestSystem): Promise<void> {
  await odoo.fault({ mode: 'none' });
  for (const shop of [shopify, woo]) await shop.fault({ mode: 'none' });
}
