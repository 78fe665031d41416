import { createOdooClient, type OdooClient } from '@penstock/connector-odoo';
import type { Address, PersonalData } from '@penstock/contracts';
import type { Odoo } from '../adapter-under-test.fixture.js';
import { findOrMakePartners } from './find-or-make-partners.js';
import type { Partner, PartnerConflict, WantedPartner } from './wanted-partner.js';

/** My Company of the stand-in. */
export const HERE = { id: 1 };

export const FRESNO: Address = {
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
export const OFFICE: Address = { ...FRESNO, name: 'Jane at work', line1: '9 Office Park' };

export const jane = (more: Partial<PersonalData> = {}): PersonalData => ({
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

export const wanted = (
  order: string,
  personal: PersonalData | null = jane(),
  customerId = `cus_${order}`,
): WantedPartner => ({ orderId: `ord_${order}`, orderNumber: `#${order}`, customerId, personal });

/** Two processes that make partners in a stand-in for Odoo, and the people who work there. */
export class PartnersUnderTest {
  readonly client: OdooClient;
  /** Another process. */
  readonly other: OdooClient;

  constructor(private readonly standIn: Odoo) {
    this.client = createOdooClient({ ...standIn, timeoutMs: 400 });
    this.other = createOdooClient({ ...standIn, timeoutMs: 400 });
  }

  close(): void {
    this.client.close();
    this.other.close();
  }

  /** By order, in the order given. */
  async find(...orders: WantedPartner[]): Promise<(Partner | PartnerConflict | undefined)[]> {
    const found = await findOrMakePartners(this.client, HERE, orders);
    return orders.map(({ customerId }) => found.get(customerId));
  }

  person = (model: string, method: string, ...args: unknown[]): unknown =>
    this.standIn.perform({ model, method, args });

  records = (model: string, domain: unknown[]) =>
    this.person(model, 'search_read', domain) as Record<string, unknown>[];

  janes = () => this.records('res.partner', [['email', '=ilike', 'jane@example.com']]);

  /** @returns the id of a contact that a person entered */
  enter = (vals: Record<string, unknown>): number => (this.person('res.partner', 'create', [vals]) as number[])[0] ?? 0;
}
