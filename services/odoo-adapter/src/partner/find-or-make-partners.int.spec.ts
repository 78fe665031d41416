import { createOdooClient, type OdooClient } from '@penstock/connector-odoo';
import type { Address, PersonalData } from '@penstock/contracts';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOrMakePartners } from './find-or-make-partners.js';
import type { Partner, PartnerCompany, PartnerConflict, WantedPartner } from './wanted-partner.js';

let odoo: OdooStandIn;
let client: OdooClient;
let other: OdooClient;

beforeEach(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  client = createOdooClient({ ...odoo, timeoutMs: 400 });
  other = createOdooClient({ ...odoo, timeoutMs: 400 });
});
afterEach(async () => {
  client.close();
  other.close();
  await odoo.stop();
});

const HERE = { id: 1 };
const person = (model: string, method: string, ...args: unknown[]) => odoo.perform({ model, method, args });
const inOdoo = (model: string, domain: unknown[]) => person(model, 'search_read', domain) as Record<string, unknown>[];
const janes = () => inOdoo('res.partner', [['email', '=ilike', 'jane@example.com']]);
const enter = (vals: Record<string, unknown>) => (person('res.partner', 'create', [vals]) as number[])[0] ?? 0;

const FRESNO: Address = {
  name: 'Jane Shop',
  company: null,
  line1: '1 Main St',
  line2: null,
  city: 'Fresno',
  region: 'CA',
  postalCode: '93650',
  country: 'US',
  phone: null,
};
const OFFICE: Address = { ...FRESNO, name: 'Jane at work', line1: '9 Office Park' };

const jane = (more: Partial<PersonalData> = {}): PersonalData => ({
  subjectId: 'sub-1',
  name: 'Jane Shop',
  email: 'Jane@Example.com',
  phone: null,
  locale: null,
  taxNumber: null,
  billingAddress: null,
  shippingAddress: FRESNO,
  ...more,
});

const wanted = (order: string, personal: PersonalData | null = jane(), customerId = `cus_${order}`): WantedPartner => ({
  orderId: `ord_${order}`,
  orderNumber: `#${order}`,
  customerId,
  personal,
});

async function find(...orders: WantedPartner[]): Promise<(Partner | PartnerConflict | undefined)[]> {
  const found = await findOrMakePartners(client, HERE, orders);
  return orders.map(({ customerId }) => found.get(customerId));
}

describe('a new customer', () => {
  it('is made once, and known from then on', async () => {
    expect(await find(wanted('1'))).toMatchObject([{ how: 'made', externalId: 'cus_1' }]);
    expect(janes()).toMatchObject([{ name: 'Jane Shop', city: 'Fresno', company_id: false }]);
    expect(await find(wanted('1'))).toMatchObject([{ how: 'known', partnerId: janes()[0]?.['id'] }]);
    expect(janes()).toHaveLength(1);
  });

  it('is made with all the others of the batch in one call', async () => {
    const orders = Array.from({ length: 40 }, (_, i) => wanted(String(i), jane({ email: `c${i}@example.com` })));
    await find(...orders);
    expect(odoo.requests({ model: 'res.partner', method: 'load' })).toHaveLength(1);
  });

  it('who orders twice in one batch as a guest is one contact', async () => {
    const [first, second] = await find(wanted('1'), wanted('2', jane({ email: 'JANE@example.com' })));
    expect(first).toMatchObject({ how: 'made' });
    expect(second).toMatchObject({ how: 'linked', partnerId: janes()[0]?.['id'], externalId: 'cus_2' });
    expect(janes()).toHaveLength(1);
  });

  it('whom the channel withholds has the order’s number for a name', async () => {
    await find(wanted('1', null));
    expect(inOdoo('res.partner', [['name', '=', 'Customer of #1']])).toHaveLength(1);
  });

  it('is one contact although two processes make it at once, ten times over', async () => {
    for (let round = 0; round < 10; round += 1) {
      const orders = [0, 1].map((process) => wanted(`${round}-${process}`, jane({ email: `r${round}@example.com` })));
      await Promise.all(orders.map((order, i) => findOrMakePartners(i === 0 ? client : other, HERE, [order])));
      expect(inOdoo('res.partner', [['email', '=', `r${round}@example.com`]])).toHaveLength(1);
    }
  });

  it.each([
    ['about it', { model: 'res.partner', method: 'load' }],
    ['about its link', { model: 'ir.model.data', method: 'create' }],
  ])('is made once although the answer %s was lost', async (_, call) => {
    odoo.setFault({ mode: 'commit-then-hang', ...call, times: 1 });
    await expect(find(wanted('1'))).rejects.toThrow();
    const [found] = await find(wanted('1'));
    expect(found).toMatchObject({ partnerId: janes()[0]?.['id'] });
    expect(janes()).toHaveLength(1);
  });
});

describe('a customer whom people entered', () => {
  it('is linked by e-mail address, and left as it is', async () => {
    const id = enter({ name: 'J. Shop', email: 'jane@EXAMPLE.com', city: 'Oakland' });
    expect(await find(wanted('1'))).toMatchObject([{ how: 'linked', partnerId: id }]);
    expect(janes()).toMatchObject([{ id, name: 'J. Shop', city: 'Oakland' }]);
    expect(await find(wanted('1'))).toMatchObject([{ how: 'known', partnerId: id }]);
  });

  it('is linked by VAT number', async () => {
    const id = enter({ name: 'ACME', is_company: true, vat: 'DE 123.456.789' });
    expect(await find(wanted('1', jane({ taxNumber: 'de123456789' })))).toMatchObject([
      { how: 'linked', partnerId: id },
    ]);
  });

  it('twice is a conflict that names both, and nothing is made', async () => {
    const ids = [
      enter({ name: 'Jane', email: 'jane@example.com' }),
      enter({ name: 'Jane 2', email: 'jane@example.com' }),
    ];
    expect(await find(wanted('1'), wanted('2', jane({ email: 'x@y.z' })))).toMatchObject([
      { conflict: 'SEVERAL', candidates: ids.map((id) => ({ id })) },
      { how: 'made' },
    ]);
    expect(janes()).toHaveLength(2);
  });

  it('and archived, or for another company, is not used', async () => {
    enter({ name: 'Jane', email: 'jane@example.com', active: false });
    const company = (person('res.company', 'create', [{ name: 'Other', currency_id: 1 }]) as number[])[0];
    enter({ name: 'Jane', email: 'jane@example.com', company_id: company });
    expect(await find(wanted('1'))).toMatchObject([{ how: 'made' }]);
  });
});

describe('a customer whom people', () => {
  it('archived is made anew, and the archived one is left as it is', async () => {
    const [before] = (await find(wanted('1'))) as Partner[];
    person('res.partner', 'write', [before?.partnerId], { active: false, name: 'Old Jane' });
    const [after] = (await find(wanted('1'))) as Partner[];
    expect(after).toMatchObject({ how: 'made' });
    expect(after?.partnerId).not.toBe(before?.partnerId);
    expect(inOdoo('res.partner', [['name', '=', 'Old Jane'], ['active', '=', false]])).toHaveLength(1); // prettier-ignore
  });

  it('merged into another is that other', async () => {
    const [before] = (await find(wanted('1'))) as Partner[];
    const survivor = enter({ name: 'The real Jane', email: 'jane@home.example' });
    const rows = inOdoo('ir.model.data', [['model', '=', 'res.partner'], ['res_id', '=', before?.partnerId]]); // prettier-ignore
    person(
      'ir.model.data',
      'write',
      rows.map(({ id }) => id),
      { res_id: survivor },
    ); // as Odoo's merge does
    person('res.partner', 'unlink', [before?.partnerId]);
    expect(await find(wanted('1'))).toMatchObject([{ how: 'known', partnerId: survivor }]);
    expect(await find(wanted('2'))).toMatchObject([{ how: 'linked', partnerId: survivor }]);
  });

  it('deleted is made anew', async () => {
    const [before] = (await find(wanted('1'))) as Partner[];
    person('res.partner', 'unlink', [before?.partnerId]);
    expect(await find(wanted('1'))).toMatchObject([{ how: 'made' }]);
  });
});

describe('a customer of several companies', () => {
  /** A second company that the user may work in. */
  const another = (): { id: number } => {
    const id = (person('res.company', 'create', [{ name: 'Second Co', currency_id: 1 }]) as number[])[0] ?? 0;
    person('res.users', 'write', [2], { company_ids: [[4, id]] });
    return { id };
  };
  const findFor = async (company: PartnerCompany, order: string) =>
    (await findOrMakePartners(client, company, [wanted(order, jane(), 'cus_jane')])).get('cus_jane') as Partner;

  it('is shared by them', async () => {
    const second = another();
    const { partnerId } = await findFor(HERE, '1');
    expect(await findFor(second, '2')).toMatchObject({ how: 'known', partnerId });
    expect(janes()).toMatchObject([{ company_id: false }]);
  });

  it('is one of each where they keep their customers to themselves', async () => {
    const own = [HERE, another()].map((company) => ({ ...company, ownsPartners: true }));
    for (const [index, company] of own.entries()) {
      const made = await findFor(company, String(index));
      expect(made).toMatchObject({ how: 'made', externalId: `cus_jane_company_${company.id}` });
      expect(await findFor(company, `again ${index}`)).toMatchObject({ how: 'known', partnerId: made.partnerId });
    }
    const companies = janes().map(({ company_id: company }) => (company as [number, string])[0]);
    expect(companies.sort()).toEqual(own.map(({ id }) => id));
  });

  it('is another one in the second company where people gave the first to one alone', async () => {
    const second = another();
    const { partnerId } = await findFor(HERE, '1');
    person('res.partner', 'write', [partnerId], { company_id: HERE.id });
    const other = await findFor(second, '2');
    expect(other).toMatchObject({ how: 'made', externalId: `cus_jane_company_${second.id}` });
    expect(await findFor(HERE, '3')).toMatchObject({ how: 'known', partnerId });
    expect(await findFor(second, '4')).toMatchObject({ how: 'known', partnerId: other.partnerId });
  });
});

describe('the addresses of an order', () => {
  const addressesOf = async (...orders: WantedPartner[]) => {
    const found = await findOrMakePartners(client, HERE, orders);
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
    expect(inOdoo('res.partner', [['parent_id', '=', first?.partnerId]])).toMatchObject([
      { type: 'delivery', name: 'Jane at work', street: '9 Office Park', email: false },
    ]);
  });

  it('of a known customer who moved are below it: its own address is people’s', async () => {
    await addressesOf(wanted('1', jane(), 'cus_jane'));
    const moved = jane({ billingAddress: OFFICE, shippingAddress: OFFICE });
    const [after] = await addressesOf(wanted('2', moved, 'cus_jane'));
    const below = inOdoo('res.partner', [['parent_id', '=', after?.partnerId]]);
    expect(below.map(({ type }) => type).sort()).toEqual(['delivery', 'invoice']);
    expect(janes()).toMatchObject([{ street: '1 Main St' }]);
  });
});
