import type { OdooStandIn } from '../stand-in.js';
import type { Shown } from './client.js';
import { clientOf, newCustomer, onHand } from './client.js';

export const COUNTING = { inventory_mode: true };
export const SHIPPING = { skip_backorder: true, skip_sms: true };

/** What a person in a warehouse does: count, sell, ship. */
export async function stockroomOf(odoo: OdooStandIn) {
  const call = clientOf(odoo);
  const partner = await newCustomer(call);
  const location = odoo.version === 18 ? 8 : 5;
  return {
    call,
    onHand: (product: number) => onHand(call, product, location),

    async newProduct(): Promise<number> {
      return (await call<number[]>('product.product', 'create', [[{ name: 'P', is_storable: true }]]))[0] ?? 0;
    },

    /** Enters a count for WH/Stock; returns the quant that holds it. */
    async count(product: number, counted: number): Promise<number> {
      const vals = [{ product_id: product, location_id: location, inventory_quantity: counted }];
      return (await call<number[]>('stock.quant', 'create', [vals], { context: COUNTING }))[0] ?? 0;
    },

    apply(quant: number, name?: string) {
      const context = { ...COUNTING, ...(name === undefined ? {} : { inventory_name: name }) };
      return call('stock.quant', 'action_apply_inventory', [[quant]], { context });
    },

    movesOf(product: number) {
      const fields = [
        'reference',
        'quantity',
        'product_uom_qty',
        'state',
        'location_id',
        'is_inventory',
        'sale_line_id',
      ];
      return call<Shown[]>('stock.move', 'search_read', [[['product_id', '=', product]]], { fields, order: 'id' });
    },

    /** A confirmed order of `quantity` pieces, its transfer and its move. */
    async ordered(product: number, quantity: number) {
      const line = [0, 0, { product_id: product, product_uom_qty: quantity }];
      const [order = 0] = await call<number[]>('sale.order', 'create', [[{ partner_id: partner, order_line: [line] }]]);
      await call('sale.order', 'action_confirm', [[order]]);
      const [picking = 0] = await call<number[]>('stock.picking', 'search', [[['sale_id', '=', order]]]);
      const [move = 0] = await call<number[]>('stock.move', 'search', [[['picking_id', '=', picking]]]);
      return { order, picking, move };
    },

    validate(picking: number, context: Record<string, unknown> = SHIPPING) {
      return call('stock.picking', 'button_validate', [[picking]], { context });
    },
  };
}

export type Stockroom = Awaited<ReturnType<typeof stockroomOf>>;
