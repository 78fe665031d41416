import { type OdooClient, records } from '@penstock/connector-odoo';
import type { Address } from '@penstock/contracts';

/** Database ids of the places an address names; null where Odoo does not know them. */
export interface Place {
  readonly countryId: number | null;
  readonly stateId: number | null;
}

interface Country {
  readonly id: number;
  /** States by code and by name, in upper case. */
  readonly states: Map<string, number>;
}

/** Countries do not change while a process lives: each is asked for once. */
const known = new WeakMap<OdooClient, Map<string, Country | null>>();

/** Looks up countries and states by their codes, all at once; an address with unknown ones is still an address. */
export async function findPlaces(
  odoo: OdooClient,
  addresses: readonly (Address | null)[],
): Promise<(address: Address | null) => Place> {
  const countries = known.get(odoo) ?? new Map<string, Country | null>();
  known.set(odoo, countries);
  const codes = new Set(addresses.flatMap((address) => codeOf(address) ?? []));
  const unknown = [...codes].filter((code) => !countries.has(code));
  if (unknown.length > 0) for (const [code, country] of await askFor(odoo, unknown)) countries.set(code, country);
  return (address) => {
    const country = countries.get(codeOf(address) ?? '');
    const state = country?.states.get(address?.region?.trim().toUpperCase() ?? '');
    return { countryId: country?.id ?? null, stateId: state ?? null };
  };
}

const codeOf = (address: Address | null): string | null => address?.country?.trim().toUpperCase() || null;

async function askFor(odoo: OdooClient, codes: readonly string[]): Promise<ReadonlyMap<string, Country | null>> {
  const answer = new Map<string, Country | null>(codes.map((code) => [code, null]));
  const countries = await odoo.searchRead('res.country', [['code', 'in', codes]], records.country);
  const ids = countries.map(({ id }) => id);
  const states = await odoo.searchRead('res.country.state', [['country_id', 'in', ids]], records.countryStateOf);
  const byId = new Map<number, Country>();
  for (const { id, code } of countries) {
    const country = { id, states: new Map<string, number>() };
    byId.set(id, country);
    if (code !== null) answer.set(code, country);
  }
  for (const { id, code, name, country_id: of } of states) {
    const country = byId.get(of.id);
    for (const text of [name, code]) country?.states.set(text.toUpperCase(), id);
  }
  return answer;
}
