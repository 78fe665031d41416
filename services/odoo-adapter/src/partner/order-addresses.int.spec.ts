import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOrMakePartners } from './find-or-make-partners.js';
import { FRESNO, HERE, jane, OFFICE, PartnersUnderTest, wanted } from './partners-under-test.fixture.js';
import type { Partner, WantedPartner } from './wanted-partner.js';

describe.each([18, 19] as const)('in Odoo %i', (version) => {
  let standIn: OdooStandIn;
  let odoo: PartnersUnderTest;

  beforeEach(async () => {
    standIn = await startOdooStandIn({ seed: 'demo', version });
    odoo = new PartnersUnderTest(standIn);
  });
  afterEach(async () => {
    odoo.close();
    await standIn.stop();
  });

  describe('the addresses of an order', () => {
    const addressesOf = async (...orders: WantedPartner[]) => {
      const found = await findOrMakePartners(odoo.client, HERE, orders);
      return orders.map(({ orderId, customerId }) => {
        const partner = found.get(customerId) as Partner;
        return { ...partner.addresses.get(orderId), partnerId: partner.partnerId };
      });
    };

    it('are the customer where they are the customer’s own', async () => {
      const [own] = await addressesOf(wanted('1'));
      expect(own).toEqual({ partnerId: own?.partnerId, shippingId: own?.partnerId, invoiceId: own?.partnerId });
    });

    it('are contacts below the customer where they differ, made once for all orders that go there', async () => {
      const there = (order: string) =>
        wanted(order, jane({ billingAddress: FRESNO, shippingAddress: OFFICE }), 'cus_jane');
      const [first, second] = await addressesOf(there('1'), wanted('2', jane(), 'cus_jane'));
      const [again] = await addressesOf(there('3'));
      expect(first?.shippingId).not.toBe(first?.partnerId);
      expect(first?.invoiceId).toBe(first?.partnerId);
      expect(second?.shippingId).toBe(second?.partnerId);
      expect(again?.shippingId).toBe(first?.shippingId);
      expect(odoo.records('res.partner', [['parent_id', '=', first?.partnerId]])).toMatchObject([
        { type: 'delivery', name: 'Jane at work', street: '9 Office Park', email: false },
      ]);
    });

    it('of a known customer who moved are below it: its own address is people’s', async () => {
      await addressesOf(wanted('1', jane(), 'cus_jane'));
      const moved = jane({ billingAddress: OFFICE, shippingAddress: OFFICE });
      const [after] = await addressesOf(wanted('2', moved, 'cus_jane'));
      const below = odoo.records('res.partner', [['parent_id', '=', after?.partnerId]]);
      expect(below.map(({ type }) => type).sort()).toEqual(['delivery', 'invoice']);
      expect(odoo.janes()).toMatchObject([{ street: '1 Main St' }]);
    });
  });
});
