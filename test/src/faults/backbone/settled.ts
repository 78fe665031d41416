import { until } from '@penstock/testing/stack';
import { openTasks, setAside, unsent } from '../../system/messages.js';
import { onHandInOdoo } from '../../system/sale-orders.js';
import { stockOf } from '../../system/inventory.js';
import type { TestSystem } from '../../system/test-system.js';
import { SKUS } from './warehouse.js';

/** What must be nought before effects are judged, by name. */
async function unfinished(system: TestSystem, orders: number): Promise<Readonly<Record<string, number>>> {
  const { sql, shopify } = system;
  const count = async (text: string): Promise<number> => (await sql(text)).length;
  const behind = await Promise.all(
    SKUS.map(async (sku) => (await stockOf(sql, sku)).onHand !== (await onHandInOdoo(system.odoo, sku))),
  );
  return {
    'webhooks to deliver': (await shopify.deliveries()).filter(({ state }) => state === 'pending').length,
    'raw inputs': await count(`SELECT 1 FROM order_ingest.raw_input WHERE state = 'pending'`),
    'events to send': await unsent(sql),
    'messages set aside': (await setAside(sql)).filter(({ state }) => state === 'waiting').length,
    'calls to make': (await openTasks(sql)).filter(({ state }) => state === 'waiting').length,
    'orders to reserve':
      orders - (await count(`SELECT 1 FROM inventory_propagator.customer_order WHERE state = 'taken'`)),
    'orders to confirm': orders - (await count(`SELECT 1 FROM odoo_adapter.odoo_order WHERE state = 'confirmed'`)),
    'listings to push': await count(
      `SELECT 1 FROM inventory_propagator.product_listing WHERE desired_version > confirmed_version`,
    ),
    'products behind Odoo': behind.filter(Boolean).length,
    'settlement lines': await count(`SELECT 1 FROM settlement_reconciler.settlement_line WHERE state = 'waiting'`),
    'payments not settled':
      orders - (await count(`SELECT 1 FROM settlement_reconciler.settlement_line WHERE state = 'matched'`)),
  };
}

/** Waits until nothing is under way; what still is after `withinMs` is said, and shows in the effects. */
export async function whenSettled(
  system: TestSystem,
  orders: number,
  { withinMs, say }: { withinMs: number; say: (line: string) => void },
): Promise<void> {
  let left: [string, number][] = [];
  const settled = await until(
    async () => {
      left = Object.entries(await unfinished(system, orders)).filter(([, count]) => count !== 0);
      return left.length === 0;
    },
    { withinMs, everyMs: 500 },
  );
  if (!settled)
    say(`Still unfinished after ${withinMs / 1000} s: ${left.map(([name, n]) => `${n} ${name}`).join(', ')}`);
}
