import type { AdapterUnderTest } from '../adapter-under-test.fixture.js';

/** Goods that people move by a transfer of their own. Places are stock.location ids. */
export interface MovedGoods {
  readonly kind: 'incoming' | 'outgoing' | 'internal';
  readonly from: number;
  readonly to: number;
  readonly sku: string;
  readonly quantity: number;
  readonly origin?: string;
}

/** Plans a transfer, as people do on the screen of its operation type. @returns stock.picking */
export function planGoods(adapter: AdapterUnderTest, { kind, from, to, sku, quantity, origin }: MovedGoods): number {
  const [type] = adapter.inOdoo('stock.picking.type', [['code', '=', kind], ['warehouse_id.code', '=', 'WH']]); // prettier-ignore
  const places = { location_id: from, location_dest_id: to };
  const document = { picking_type_id: type?.['id'], origin: origin ?? false, ...places };
  const [picking] = adapter.person('stock.picking', 'create', [[document]]) as number[];
  const goods = { product_id: adapter.productId(sku), product_uom_qty: quantity, origin: origin ?? false, ...places };
  const hasName = 'name' in (adapter.person('stock.move', 'fields_get', [['name'], ['type']]) as object);
  adapter.person('stock.move', 'create', [[{ ...goods, ...(hasName && { name: sku }), picking_id: picking }]]);
  adapter.person('stock.picking', 'action_confirm', [[picking]]);
  return picking as number;
}

/** Does it, in full or in part with the rest still to come. */
export function doGoods(adapter: AdapterUnderTest, picking: number, quantity?: number): void {
  for (const { id } of adapter.inOdoo('stock.move', [
    ['picking_id', '=', picking],
    ['state', 'not in', ['done', 'cancel']],
  ]))
    // prettier-ignore
    adapter.person('stock.move', 'write', [[id], { ...(quantity !== undefined && { quantity }), picked: true }]);
  adapter.person('stock.picking', 'button_validate', [[picking]], { context: { skip_backorder: true } });
}

export const moveGoods = (adapter: AdapterUnderTest, goods: MovedGoods): void =>
  doGoods(adapter, planGoods(adapter, goods), goods.quantity);

/** A place that exists once for all companies, by its usage; or a new one below WH/Stock. */
export const placeOf = (adapter: AdapterUnderTest, usage: 'supplier' | 'customer' | 'transit'): number =>
  adapter.inOdoo('stock.location', [['usage', '=', usage]])[0]?.['id'] as number;

export function newPlace(adapter: AdapterUnderTest, name: string): number {
  const found = adapter.inOdoo('stock.location', [['name', '=', name]])[0]?.['id'];
  const made = found ?? adapter.person('stock.location', 'create', [{ name, location_id: adapter.stock }]);
  return Number(made);
}
