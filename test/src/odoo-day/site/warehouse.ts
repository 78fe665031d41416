import { canonicalId } from '@penstock/domain';
import { ENTITY } from '../plan/order-events.js';
import type { DayProduct } from '../plan/day.js';
import type { Odoo } from './json-rpc.js';

const ODOO_SYSTEM = 'odoo:main';

/** The canonical ids that the adapter derives from Odoo's. */
export const productIdOf = (id: number): string => canonicalId('prd', ENTITY, ODOO_SYSTEM, String(id));
export const locationIdOf = (id: number): string => canonicalId('loc', ENTITY, ODOO_SYSTEM, String(id));

/** What people do in the warehouse's screens. Everything may be done again after a lost answer: it looks at what is there first. */
export class Warehouse {
  private constructor(
    private readonly odoo: Odoo,
    /** stock.location of its goods, and of the vendors. */
    readonly stock: number,
    private readonly vendors: number,
    private readonly receipts: number,
    private readonly hasMoveNames: boolean,
  ) {}

  /** The first warehouse of the user's company. */
  static async of(odoo: Odoo): Promise<Warehouse> {
    type Found = { id: number; lot_stock_id: [number, string]; in_type_id: [number, string] };
    const [found] = await odoo.find<Found>('stock.warehouse', [], ['id', 'lot_stock_id', 'in_type_id']);
    const [vendors] = await odoo.find<{ id: number }>('stock.location', [['usage', '=', 'supplier']], ['id']);
    if (!found || !vendors) throw new Error('Odoo has no warehouse, or no place for vendors');
    const names = await odoo.call<object>('stock.move', 'fields_get', [['name'], ['required']]);
    return new Warehouse(odoo, found.lot_stock_id[0], vendors.id, found.in_type_id[0], 'name' in names);
  }

  /** Makes products that are not there yet, by SKU, and counts what lies there in the morning. @returns their ids by SKU */
  async stockUp(products: readonly DayProduct[]): Promise<ReadonlyMap<string, number>> {
    const known = await this.products(products.map(({ sku }) => sku));
    const missing = products.filter(({ sku }) => !known.has(sku));
    if (missing.length > 0) await this.odoo.call('product.product', 'create', [missing.map(productOf)]);
    const ids = await this.products(products.map(({ sku }) => sku));
    for (const { sku, opening } of missing) await this.count(ids.get(sku) ?? 0, opening);
    return ids;
  }

  /** Somebody counts a product at the screen and applies the count. */
  count(productId: number, pieces: number): Promise<void> {
    const vals = { product_id: productId, location_id: this.stock, inventory_quantity: pieces };
    return this.odoo.patiently(async () => {
      const ids = await this.odoo.call<number[]>('stock.quant', 'create', [[vals]], COUNTING);
      await this.odoo.call('stock.quant', 'action_apply_inventory', [ids], COUNTING);
    });
  }

  /** The same by a file of counts: `load`, as the import screen does. */
  importCounts(counts: ReadonlyMap<number, number>): Promise<void> {
    const fields = ['product_id/.id', 'location_id/.id', 'inventory_quantity'];
    const rows = [...counts].map(([id, pieces]) => [String(id), String(this.stock), String(pieces)]);
    return this.odoo.patiently(async () => {
      type Loaded = { ids: number[] | false; messages: readonly { message: string }[] };
      const { ids, messages } = await this.odoo.call<Loaded>('stock.quant', 'load', [fields, rows], COUNTING);
      if (ids === false) throw new Error(`the import was refused: ${messages.map(({ message }) => message).join()}`);
      await this.odoo.call('stock.quant', 'action_apply_inventory', [ids], COUNTING);
    });
  }

  /** Goods come in by a transfer of their own, named by `origin`. */
  async receive(origin: string, productId: number, pieces: number): Promise<void> {
    await this.odoo.patiently(async () => {
      const { id, state } = (await this.transferOf(origin)) ?? (await this.makeTransfer(origin, productId, pieces));
      if (state === 'done') return;
      if (state === 'draft') await this.odoo.call('stock.picking', 'action_confirm', [[id]]);
      await this.odoo.call('stock.picking', 'button_validate', [[id]]);
    });
  }

  private async makeTransfer(origin: string, productId: number, pieces: number): Promise<Transfer> {
    const way = { location_id: this.vendors, location_dest_id: this.stock };
    const name = this.hasMoveNames && { name: origin };
    const move = { ...name, product_id: productId, product_uom_qty: pieces, ...way };
    const vals = { picking_type_id: this.receipts, origin, ...way, move_ids: [[0, 0, move]] };
    const [id] = await this.odoo.call<number[]>('stock.picking', 'create', [[vals]]);
    return { id: id ?? 0, state: 'draft' };
  }

  private async transferOf(origin: string): Promise<Transfer | undefined> {
    return (await this.odoo.find<Transfer>('stock.picking', [['origin', '=', origin]], ['id', 'state']))[0];
  }

  private async products(skus: readonly string[]): Promise<ReadonlyMap<string, number>> {
    type Found = { id: number; default_code: string };
    const domain = [['default_code', 'in', skus]] as const;
    const found = await this.odoo.find<Found>('product.product', domain, ['id', 'default_code']);
    return new Map(found.map(({ id, default_code: sku }) => [sku, id]));
  }
}

interface Transfer {
  readonly id: number;
  readonly state: string;
}

const COUNTING = { context: { inventory_mode: true } };

/** Stored goods; without taxes of their own, so that what stands on an order's line was put there. */
const productOf = ({ sku, name, price }: DayProduct) => ({
  name,
  default_code: sku,
  list_price: price / 100,
  type: 'consu',
  is_storable: true,
  taxes_id: [[6, 0, []]],
});
