import { type OdooClient, records } from '@penstock/connector-odoo';
import type { Address } from '@penstock/contracts';
import type { AddressPlace } from './partner-rows.js';

/** Looks up country and state by their codes; an address with unknown ones is still an address. */
export async function findPlace(odoo: OdooClient, address: Address | null): Promise<AddressPlace> {
  const country = address?.country?.toUpperCase();
  if (!country) return { countryId: null, stateId: null };
  const [found] = await odoo.searchRead('res.country', [['code', '=', country]], records.country, { limit: 1 });
  if (!found || !address?.region) return { countryId: found?.id ?? null, stateId: null };
  const domain = [
    ['country_id', '=', found.id],
    ['code', '=', address.region.toUpperCase()],
  ];
  const [state] = await odoo.searchRead('res.country.state', domain, records.countryState, { limit: 1 });
  return { countryId: found.id, stateId: state?.id ?? null };
}
