import type { PartnerRecord } from '@penstock/connector-odoo';
import { describe, expect, it } from 'vitest';
import { choosePartner } from './choose-partner.js';
import { identityName, normalisedEmail, normalisedTaxNumber } from './identity.js';

const contact = (id: number, given: { email?: string; vat?: string; of?: number } = {}): PartnerRecord => ({
  id,
  name: `Contact ${id}`,
  email_normalized: given.email ?? null,
  vat: given.vat ?? null,
  street: null,
  street2: null,
  zip: null,
  city: null,
  state_id: null,
  country_id: null,
  company_id: null,
  commercial_partner_id: { id: given.of ?? id, name: 'whoever' },
});

const JANE = { taxNumber: null, email: 'jane@example.com' };
const ACME = { taxNumber: 'DE123456789', email: 'jane@example.com' };
const conflict = (kind: string, ...ids: number[]) => ({
  conflict: kind,
  candidates: ids.map((id) => expect.objectContaining({ id })),
});

describe('a customer among those people entered', () => {
  it('is nobody where neither VAT number nor e-mail address is known', () => {
    expect(choosePartner(ACME, [contact(1, { email: 'john@example.com', vat: 'DE999' })])).toBeNull();
    expect(choosePartner({ taxNumber: null, email: null }, [contact(1)])).toBeNull();
  });

  it('is the one with the VAT number, however it is spelt', () => {
    expect(choosePartner(ACME, [contact(1, { vat: 'de 123.456.789' })])).toMatchObject({ id: 1 });
  });

  it('is the one with the e-mail address, also where a VAT number is all that is not said', () => {
    expect(choosePartner(JANE, [contact(1, { email: 'jane@example.com', vat: 'DE123456789' })])).toMatchObject({
      id: 1,
    });
    expect(choosePartner(ACME, [contact(1, { email: 'jane@example.com' })])).toMatchObject({ id: 1 });
  });

  it('is the contact within the company that the VAT number names', () => {
    const company = contact(1, { vat: 'DE123456789' });
    const jane = contact(2, { vat: 'DE123456789', email: 'jane@example.com', of: 1 });
    expect(choosePartner(ACME, [company, jane, contact(3, { vat: 'DE123456789', of: 1 })])).toMatchObject({ id: 2 });
    expect(choosePartner({ ...ACME, email: null }, [company, jane])).toMatchObject({ id: 1 });
  });

  it('is for a person to say where several carry it', () => {
    const twice = [contact(1, { email: 'jane@example.com' }), contact(2, { email: 'jane@example.com' })];
    expect(choosePartner(JANE, twice)).toEqual(conflict('SEVERAL', 1, 2));
    expect(choosePartner(ACME, [contact(1, { vat: 'DE123456789' }), contact(2, { vat: 'DE123456789' })])).toEqual(
      conflict('SEVERAL', 1, 2),
    );
  });

  it('is for a person to say where VAT number and e-mail address lead to different ones', () => {
    const acme = contact(1, { vat: 'DE123456789' });
    expect(choosePartner(ACME, [acme, contact(2, { email: 'jane@example.com' })])).toEqual(conflict('DIFFERENT', 1, 2));
    expect(choosePartner(ACME, [contact(2, { email: 'jane@example.com', vat: 'FR1' })])).toEqual(
      conflict('DIFFERENT', 2),
    );
  });
});

describe('the name that doubles share', () => {
  it('takes no blank for an address, and no slash for a VAT number', () => {
    expect([normalisedEmail('  '), normalisedEmail('nobody'), normalisedEmail(' Jane@X.com ')]).toEqual([
      null,
      null,
      'jane@x.com',
    ]);
    expect([normalisedTaxNumber('/'), normalisedTaxNumber(' '), normalisedTaxNumber('de-1.2')]).toEqual([
      null,
      null,
      'DE12',
    ]);
  });

  it('differs by company only where the company keeps its customers to itself', () => {
    expect(identityName(JANE, { id: 1 })).toBe(identityName(JANE, { id: 2 }));
    expect(identityName(JANE, { id: 1, ownsPartners: true })).not.toBe(
      identityName(JANE, { id: 2, ownsPartners: true }),
    );
    expect(identityName(JANE, { id: 1 })).not.toContain('jane');
  });
});
