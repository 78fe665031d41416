import type { Odoo } from '../../odoo-day/site/json-rpc.js';
import type { Shop } from './shop.js';

/**
 * A program with a fixed number of connections: each takes the next order, creates it, gives it its external id and confirms it. What Odoo gave
 * up for another call's sake is tried again.
 * @returns orders a second
 */
export const fixedWriter =
  (odoo: Odoo, shop: Shop, connections: number) =>
  async (name: string, count: number): Promise<number> => {
    let next = 0;
    const one = async (): Promise<void> => {
      for (let nth = next++; nth < count; nth = next++) {
        const values = shop.values(`${name}-${nth}`, nth);
        const [id] = await odoo.patiently(() => odoo.call<number[]>('sale.order', 'create', [[values]]));
        const key = { module: 'penstock_bench', name: `${name}-${nth}`, model: 'sale.order', res_id: id };
        await odoo.patiently(() => odoo.call('ir.model.data', 'create', [[key]]));
        await odoo.patiently(() => odoo.call('sale.order', 'action_confirm', [[id]]));
      }
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: connections }, one));
    return (count / (performance.now() - begun)) * 1000;
  };
