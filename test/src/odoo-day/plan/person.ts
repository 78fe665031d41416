import type { PersonalData } from '@penstock/contracts';
import type { DayCustomer } from './day.js';

/** A person as a channel states one: with an address that Odoo knows country and state of. */
export const personOf = ({ name, email }: DayCustomer): PersonalData => ({
  subjectId: `sub-${email}`,
  name,
  email,
  phone: null,
  locale: null,
  billingAddress: null,
  shippingAddress: {
    name,
    company: null,
    line1: '1 Main St',
    line2: null,
    city: 'Fresno',
    region: 'CA',
    postalCode: '93650',
    country: 'US',
    phone: null,
  },
  taxNumber: null,
});
