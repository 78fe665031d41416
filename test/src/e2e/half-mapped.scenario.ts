import type { PlacedOrder } from '@penstock/testing/shopify';
import { describe, expect, it } from 'vitest';
import { openTasks } from '../system/messages.js';
import { orderIdOf } from '../system/order-id.js';
import { saleOrdersOf } from '../system/sale-orders.js';
import type { TestSystem } from '../system/test-system.js';
import { eventually } from './eventually.js';

/** Longer than the adapter pauses between two looks, and a task between two tries. */
const PATIENCE = 120_000;

/** Somebody archives a tax in Odoo that the mapping names, and the adapter starts. */
export const halfMapped = (system: () => TestSystem): void => {
  const archive = (isArchived: boolean) =>
    system().odoo.person({
      model: 'account.tax',
      method: 'write',
      args: [taxIds, { active: !isArchived }],
    });
  let taxIds: number[] = [];
  let placed: PlacedOrder;
  let ready: Promise<void>;

  describe('an Odoo that lacks something that the mapping names', () => {
    it('makes the adapter unready, naming what is missing and how to set it up', async () => {
      const { odoo, services, health } = system();
      taxIds = await odoo.call('account.tax', 'search', [[['name', '=', 'VAT 19%']]]);
      await services['odoo-adapter'].stop();
      await archive(true);
      ready = services['odoo-adapter'].start();
      await eventually(async () =>
        expect(await health('odoo-adapter')).toMatchObject({
          status: 503,
          failing: ['odoo mapping'],
          details: { 'odoo mapping': { problems: [{ code: 'TAX_ARCHIVED', company: 'My Company' }] } },
        }),
      );
    });

    it('gets nothing written, while orders wait', async () => {
      const { shopify, sql, odoo } = system();
      placed = await shopify.checkOut({ lines: [{ sku: 'MUG-ENAMEL', quantity: 1 }] });
      await eventually(async () => {
        const [task] = await sql<{ code: string }>(
          `SELECT last_failure->>'code' AS code FROM odoo_adapter.task WHERE state = 'waiting' AND document = $1`,
          [orderIdOf(placed)],
        );
        expect(task).toEqual({ code: 'NOT_MAPPED' });
      });
      expect(await saleOrdersOf(odoo, placed.name)).toEqual([]);
    });

    it('is served as soon as somebody has put it right, without a restart', async () => {
      const { odoo, services, sql } = system();
      const { pid } = services['odoo-adapter'];
      await archive(false);
      await ready;
      await eventually(
        async () => expect(await saleOrdersOf(odoo, placed.name)).toMatchObject([{ state: 'sale' }]),
        PATIENCE,
      );
      await eventually(async () => expect(await openTasks(sql)).toEqual([]));
      expect(services['odoo-adapter'].pid).toBe(pid);
    });
  });
};
