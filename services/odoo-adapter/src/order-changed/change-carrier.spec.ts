import type { OdooClient } from '@penstock/connector-odoo';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ResolvedOrder } from '../order-out/resolve-order.js';
import { carrierConflict, changeCarrier, findWantedCarrier, type WantedCarrier } from './change-carrier.js';
import type { OrderInOdoo } from './sale-order-in-odoo.js';

let written: string[] = [];
beforeEach(() => (written = []));

/** An Odoo in which only these models have carriers, and one transfer is open. */
const odooWith = (...models: string[]) =>
  ({
    call(model: string, method: string) {
      if (method === 'fields_get') return Promise.resolve(models.includes(model) ? { carrier_id: {} } : {});
      written.push(`${model}.${method}`);
      return Promise.resolve(true);
    },
    searchRead: () => Promise.resolve([{ id: 5 }]),
  }) as unknown as OdooClient;

const order = (locked = false) => ({ id: 1, name: 'S1', locked }) as OrderInOdoo;
const wanted: WantedCarrier = { id: 2, name: 'Express', now: { id: 1, name: 'Standard' }, isTooLate: false };
const change = (odoo: OdooClient, what = wanted, locked = false) =>
  changeCarrier(odoo, order(locked), what, (call) => call());

describe('the carrier of an order', () => {
  it('is nobody’s matter where Odoo knows no carriers', async () => {
    expect(await findWantedCarrier(odooWith(), order(), {} as ResolvedOrder)).toBeNull();
  });

  it('is changed in the order alone where transfers have none', async () => {
    await change(odooWith('sale.order'));
    expect(written).toEqual(['sale.order.write']);
  });

  it('is changed in open transfers that an earlier try did not come to', async () => {
    await change(odooWith('sale.order', 'stock.picking'), { ...wanted, now: { id: 2, name: 'Express' } });
    expect(written).toEqual(['stock.picking.write']);
  });

  it('stays while the order is locked', async () => {
    await expect(change(odooWith('sale.order'), wanted, true)).rejects.toMatchObject({ code: 'ORDER_LOCKED' });
    expect(written).toEqual([]);
  });

  it('stays once goods have left, and that is a conflict unless it is the right one', async () => {
    await change(odooWith('sale.order', 'stock.picking'), { ...wanted, isTooLate: true });
    expect(written).toEqual([]);
    expect(carrierConflict({ ...wanted, isTooLate: true })).toEqual({ carrier: 'Standard', wantedCarrier: 'Express' });
    expect(carrierConflict({ ...wanted, id: 1, isTooLate: true })).toBeNull();
    expect(carrierConflict(wanted)).toBeNull();
  });
});
