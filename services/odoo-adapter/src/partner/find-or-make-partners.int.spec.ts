import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOrMakePartners } from './find-or-make-partners.js';
import { HERE, jane, PartnersUnderTest, wanted } from './partners-under-test.fixture.js';

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

  describe('a new customer', () => {
    it('is made once, and known from then on', async () => {
      expect(await odoo.find(wanted('1'))).toMatchObject([{ how: 'made', externalId: 'cus_1' }]);
      expect(odoo.janes()).toMatchObject([{ name: 'Jane Shop', city: 'Fresno', company_id: false }]);
      expect(await odoo.find(wanted('1'))).toMatchObject([{ how: 'known', partnerId: odoo.janes()[0]?.['id'] }]);
      expect(odoo.janes()).toHaveLength(1);
    });

    it('is made with all the others of the batch in one call', async () => {
      const orders = Array.from({ length: 40 }, (_, i) => wanted(String(i), jane({ email: `c${i}@example.com` })));
      await odoo.find(...orders);
      expect(standIn.requests({ model: 'res.partner', method: 'load' })).toHaveLength(1);
    });

    it('who orders twice in one batch as a guest is one contact', async () => {
      const [first, second] = await odoo.find(wanted('1'), wanted('2', jane({ email: 'JANE@example.com' })));
      expect(first).toMatchObject({ how: 'made' });
      expect(second).toMatchObject({ how: 'linked', partnerId: odoo.janes()[0]?.['id'], externalId: 'cus_2' });
      expect(odoo.janes()).toHaveLength(1);
    });

    it('whom the channel withholds has the order’s number for a name', async () => {
      await odoo.find(wanted('1', null));
      expect(odoo.records('res.partner', [['name', '=', 'Customer of #1']])).toHaveLength(1);
    });

    it('is one contact although two processes make it at once, ten times over', async () => {
      for (let round = 0; round < 10; round += 1) {
        const orders = [0, 1].map((process) => wanted(`${round}-${process}`, jane({ email: `r${round}@example.com` })));
        await Promise.all(
          orders.map((order, i) => findOrMakePartners(i === 0 ? odoo.client : odoo.other, HERE, [order])),
        );
        expect(odoo.records('res.partner', [['email', '=', `r${round}@example.com`]])).toHaveLength(1);
      }
    });

    it.each([
      ['about it', { model: 'res.partner', method: 'load' }],
      ['about its link', { model: 'ir.model.data', method: 'create' }],
    ])('is made once although the answer %s was lost', async (_, call) => {
      standIn.setFault({ mode: 'commit-then-hang', ...call, times: 1 });
      await expect(odoo.find(wanted('1'))).rejects.toThrow();
      const [found] = await odoo.find(wanted('1'));
      expect(found).toMatchObject({ partnerId: odoo.janes()[0]?.['id'] });
      expect(odoo.janes()).toHaveLength(1);
    });
  });

  describe('a customer whom people entered', () => {
    it('is linked by e-mail address, and left as it is', async () => {
      const id = odoo.enter({ name: 'J. Shop', email: 'jane@EXAMPLE.com', city: 'Oakland' });
      expect(await odoo.find(wanted('1'))).toMatchObject([{ how: 'linked', partnerId: id }]);
      expect(odoo.janes()).toMatchObject([{ id, name: 'J. Shop', city: 'Oakland' }]);
      expect(await odoo.find(wanted('1'))).toMatchObject([{ how: 'known', partnerId: id }]);
    });

    it('is linked by VAT number', async () => {
      const id = odoo.enter({ name: 'ACME', is_company: true, vat: 'DE 123.456.789' });
      expect(await odoo.find(wanted('1', jane({ taxNumber: 'de123456789' })))).toMatchObject([
        { how: 'linked', partnerId: id },
      ]);
    });

    it('twice is a conflict that names both, and nothing is made', async () => {
      const ids = [
        odoo.enter({ name: 'Jane', email: 'jane@example.com' }),
        odoo.enter({ name: 'Jane 2', email: 'jane@example.com' }),
      ];
      expect(await odoo.find(wanted('1'), wanted('2', jane({ email: 'x@y.z' })))).toMatchObject([
        { conflict: 'SEVERAL', candidates: ids.map((id) => ({ id })) },
        { how: 'made' },
      ]);
      expect(odoo.janes()).toHaveLength(2);
    });

    it('and archived, or for another company, is not used', async () => {
      odoo.enter({ name: 'Jane', email: 'jane@example.com', active: false });
      const company = (odoo.person('res.company', 'create', [{ name: 'Other', currency_id: 1 }]) as number[])[0];
      odoo.enter({ name: 'Jane', email: 'jane@example.com', company_id: company });
      expect(await odoo.find(wanted('1'))).toMatchObject([{ how: 'made' }]);
    });
  });
});
