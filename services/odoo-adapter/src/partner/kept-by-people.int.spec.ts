import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOrMakePartners } from './find-or-make-partners.js';
import { HERE, jane, PartnersUnderTest, wanted } from './partners-under-test.fixture.js';
import type { Partner, PartnerCompany } from './wanted-partner.js';

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

  describe('a customer whom people', () => {
    it('archived is made anew, and the archived one is left as it is', async () => {
      const [before] = (await odoo.find(wanted('1'))) as Partner[];
      odoo.person('res.partner', 'write', [before?.partnerId], { active: false, name: 'Old Jane' });
      const [after] = (await odoo.find(wanted('1'))) as Partner[];
      expect(after).toMatchObject({ how: 'made' });
      expect(after?.partnerId).not.toBe(before?.partnerId);
      expect(odoo.records('res.partner', [['name', '=', 'Old Jane'], ['active', '=', false]])).toHaveLength(1); // prettier-ignore
    });

    it('merged into another is that other', async () => {
      const [before] = (await odoo.find(wanted('1'))) as Partner[];
      const survivor = odoo.enter({ name: 'The real Jane', email: 'jane@home.example' });
      const rows = odoo.records('ir.model.data', [['model', '=', 'res.partner'], ['res_id', '=', before?.partnerId]]); // prettier-ignore
      odoo.person(
        'ir.model.data',
        'write',
        rows.map(({ id }) => id),
        { res_id: survivor },
      ); // as Odoo's merge does
      odoo.person('res.partner', 'unlink', [before?.partnerId]);
      expect(await odoo.find(wanted('1'))).toMatchObject([{ how: 'known', partnerId: survivor }]);
      expect(await odoo.find(wanted('2'))).toMatchObject([{ how: 'linked', partnerId: survivor }]);
    });

    it('deleted is made anew', async () => {
      const [before] = (await odoo.find(wanted('1'))) as Partner[];
      odoo.person('res.partner', 'unlink', [before?.partnerId]);
      expect(await odoo.find(wanted('1'))).toMatchObject([{ how: 'made' }]);
    });
  });

  describe('a customer of several companies', () => {
    /** A second company that the user may work in. */
    const another = (): { id: number } => {
      const id = (odoo.person('res.company', 'create', [{ name: 'Second Co', currency_id: 1 }]) as number[])[0] ?? 0;
      odoo.person('res.users', 'write', [2], { company_ids: [[4, id]] });
      return { id };
    };
    const findFor = async (company: PartnerCompany, order: string) =>
      (await findOrMakePartners(odoo.client, company, [wanted(order, jane(), 'cus_jane')])).get('cus_jane') as Partner;

    it('is shared by them', async () => {
      const second = another();
      const { partnerId } = await findFor(HERE, '1');
      expect(await findFor(second, '2')).toMatchObject({ how: 'known', partnerId });
      expect(odoo.janes()).toMatchObject([{ company_id: false }]);
    });

    it('is one of each where they keep their customers to themselves', async () => {
      const own = [HERE, another()].map((company) => ({ ...company, ownsPartners: true }));
      for (const [index, company] of own.entries()) {
        const made = await findFor(company, String(index));
        expect(made).toMatchObject({ how: 'made', externalId: `cus_jane_company_${company.id}` });
        expect(await findFor(company, `again ${index}`)).toMatchObject({ how: 'known', partnerId: made.partnerId });
      }
      const companies = odoo.janes().map(({ company_id: company }) => (company as [number, string])[0]);
      expect(companies.sort()).toEqual(own.map(({ id }) => id));
    });

    it('is another one in the second company where people gave the first to one alone', async () => {
      const second = another();
      const { partnerId } = await findFor(HERE, '1');
      odoo.person('res.partner', 'write', [partnerId], { company_id: HERE.id });
      const other = await findFor(second, '2');
      expect(other).toMatchObject({ how: 'made', externalId: `cus_jane_company_${second.id}` });
      expect(await findFor(HERE, '3')).toMatchObject({ how: 'known', partnerId });
      expect(await findFor(second, '4')).toMatchObject({ how: 'known', partnerId: other.partnerId });
    });
  });
});
