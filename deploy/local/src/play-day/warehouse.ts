import type { OdooAction } from '@penstock/testing/odoo';
import type { OdooAccess } from '../odoo.js';
import { ask } from './ask.js';

const STOCK_LOCATION = 8; // WH/Stock of the stand-in's first company

/** What a person does and sees in the screens of the Odoo stand-in. */
export interface Warehouse {
  /** Counts a product and applies the count: it now has `pieces` on hand. */
  count(productId: number, pieces: number): Promise<void>;
  /** Ships all of a sale order that is not shipped yet. Resolves to the delivery's name, `WH/OUT/00042`. */
  ship(saleOrder: number): Promise<string>;
  /** The name of a sale order (`S00042`) and how many lines it has. */
  saleOrder(id: number): Promise<{ name: string; lines: number }>;
}

export function warehouseOf({ url }: OdooAccess): Warehouse {
  const perform = async <Result>(action: OdooAction): Promise<Result> =>
    (await ask<{ result: Result }>(`${url}/_standin/actions`, { method: 'POST', body: action })).result;
  return {
    async count(productId, pieces) {
      const kwargs = { context: { inventory_mode: true } };
      const quant = { product_id: productId, location_id: STOCK_LOCATION, inventory_quantity: pieces };
      const id = await perform<number>({ model: 'stock.quant', method: 'create', args: [quant], kwargs });
      await perform({ model: 'stock.quant', method: 'action_apply_inventory', args: [[id]], kwargs });
    },
    async ship(saleOrder) {
      type Picking = { id: number; name: string };
      const open = [['sale_id', '=', saleOrder], ['state', 'not in', ['done', 'cancel']]]; // prettier-ignore
      const [picking] = await perform<Picking[]>({
        model: 'stock.picking',
        method: 'search_read',
        args: [open],
        kwargs: { fields: ['name'] },
      });
      if (!picking) throw new Error(`Odoo has no open delivery for sale order ${saleOrder}`);
      await perform({ model: 'stock.picking', method: 'button_validate', args: [[picking.id]] });
      return picking.name;
    },
    async saleOrder(id) {
      type Row = { name: string; order_line: number[] };
      const [row] = await perform<Row[]>({ model: 'sale.order', method: 'read', args: [[id], ['name', 'order_line']] });
      if (!row) throw new Error(`Odoo has no sale order ${id}`);
      return { name: row.name, lines: row.order_line.length };
    },
  };
}
