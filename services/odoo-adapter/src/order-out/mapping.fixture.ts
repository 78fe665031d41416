import { decimal } from '@penstock/domain';
import type { CompanyMapping, Mapping } from '../mapping/mapping.js';

/** A company that knows one tax, one carrier and one pricelist. */
export const aCompany = (given: Partial<CompanyMapping> = {}): CompanyMapping => ({
  id: 1,
  name: 'My Company',
  currency: 'USD',
  warehouse: { id: 1, code: 'WH', stockLocationId: 8 },
  locationOf: () => undefined,
  taxOf: ({ title, rate, included }) => (title === 'VAT' && rate.eq(decimal('0.19')) && !included ? 19 : undefined),
  carrierOf: ({ title }) => (title === 'Standard' ? { carrierId: 7, productId: 70 } : undefined),
  pricelistOf: (currency) => (currency === 'USD' ? 4 : undefined),
  journalOf: () => undefined,
  ...given,
});

export function aMapping(given: Partial<Mapping> = {}, ofCompany: Partial<CompanyMapping> = {}): Mapping {
  const company = aCompany(ofCompany);
  return { version: 'test.1', companies: [company], companyOf: () => company, ...given };
}
