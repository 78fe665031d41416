import type { OdooClient } from '@penstock/connector-odoo';
import type { Odoo } from '../../odoo-day/site/json-rpc.js';
import type { WriteBulk } from './adapter-code.js';
import { inBulks } from './in-bulks.js';
import { orderOf } from './orders.js';
import type { Shop } from './shop.js';

/** Writes so many orders as quotations, whose references begin with `name`. */
export type Writer = (name: string, count: number) => Promise<void>;

const each = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, nth) => make(nth));

/** What a first integration does: an order, then its external id, then the next order. A crash between the two makes an order that comes twice. */
export const naive =
  (odoo: Odoo, shop: Shop): Writer =>
  async (name, count) => {
    for (let nth = 0; nth < count; nth += 1) {
      const [id] = await odoo.call<number[]>('sale.order', 'create', [[shop.values(`${name}-${nth}`, nth)]]);
      const key = { module: 'penstock_bench', name: `${name}-${nth}`, model: 'sale.order', res_id: id };
      await odoo.call('ir.model.data', 'create', [[key]]);
    }
  };

/** The fastest that Odoo's own methods offer, in one call, without anything by which an order would be found again. */
export const bulkCreate =
  (odoo: Odoo, shop: Shop): Writer =>
  async (name, count) => {
    await odoo.call('sale.order', 'create', [each(count, (nth) => shop.values(`${name}-${nth}`, nth))]);
  };

/** As the adapter writes them: with external ids, as many in a call and as many calls at once as Odoo bears. */
export const penstock =
  (client: OdooClient, shop: Shop, write: WriteBulk): Writer =>
  (name, count) =>
    inBulks(
      client.flow,
      each(count, (nth) => orderOf(`${name}-${nth}`, shop.skusOf(nth), shop.customerOf(nth))),
      (bulk) => write(client, bulk),
    );
