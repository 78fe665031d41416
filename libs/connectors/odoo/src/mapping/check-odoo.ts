import type { OdooClient } from '../client/odoo-client.js';
import { OdooServer } from '../client/errors.js';
import { carriersOf } from './carriers.js';
import { checkClock, type ServerClock } from './clock.js';
import { findCompanies, type UsableCompany } from './companies.js';
import type { MappingFile } from './file-shape.js';
import { Findings, type Found, type Problem, type WarningCode } from './findings.js';
import { journalsOf } from './journals.js';
import { type LiveRecords, readLiveRecords } from './live-records.js';
import * as shapes from './live-shapes.js';
import type { CompanyMapping, Mapping } from './mapping.js';
import { checkCurrencies, pricelistsOf } from './money.js';
import { checkSaleStock } from './modules.js';
import { locationsOf, warehouseOf } from './places.js';
import { checkRights } from './rights.js';
import { taxesOf } from './taxes.js';

/** What a look at the live Odoo came to. */
export interface OdooCheck {
  /** 18 or 19. */
  readonly version: number;
  /** res.users */
  readonly user: { readonly id: number; readonly login: string };
  readonly found: readonly Found[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem<WarningCode>[];
  /** Null while there is a problem: nothing may be written by half of a mapping. */
  readonly mapping: Mapping | null;
}

/**
 * Holds the mapping file, and everything else that the adapter needs, against a live Odoo: some 45 small calls that change nothing, most of them about rights.
 * @throws what {@link OdooClient} throws: an Odoo that is away, refuses the login or is of another version cannot be looked at
 */
export async function checkOdoo(odoo: OdooClient, file: MappingFile, clock?: ServerClock): Promise<OdooCheck> {
  const { version } = await odoo.fieldNames();
  const user = await readUser(odoo);
  const into = new Findings();
  const access = await checkRights(odoo, file, user.login, into);
  if (clock) await checkClock(clock, into);
  const companies = await findCompanies(odoo, file, user, into);
  const mapped = access.isWhole ? await mapCompanies(odoo, file, companies, access, into) : [];
  const { found, problems, warnings } = into;
  const mapping = problems.length === 0 ? mappingOf(file, mapped) : null;
  return { version, user: { id: user.id, login: user.login }, found, problems, warnings, mapping };
}

async function readUser(odoo: OdooClient) {
  const id = await odoo.authenticate();
  const [user] = await odoo.searchRead('res.users', [['id', '=', id]], shapes.user);
  if (user) return user;
  throw new OdooServer(`user ${id} is not among the users`, { call: 'res.users.search_read', odooName: null });
}

async function mapCompanies(
  odoo: OdooClient,
  file: MappingFile,
  companies: readonly UsableCompany[],
  access: Parameters<typeof readLiveRecords>[3],
  into: Findings,
): Promise<CompanyMapping[]> {
  await checkSaleStock(odoo, into);
  if (companies.length === 0) return [];
  const ids = companies.map(({ live }) => live.id);
  const records = await readLiveRecords(odoo, file, ids, access);
  return companies.flatMap((company) => mapCompany(company, records, into) ?? []);
}

function mapCompany(company: UsableCompany, records: LiveRecords, into: Findings): CompanyMapping | undefined {
  const warehouse = warehouseOf(company, records, into);
  const locations = locationsOf(company, records, into);
  checkCurrencies(company, records, into);
  const pricelists = pricelistsOf(company, records, into);
  const taxOf = taxesOf(company, records, into);
  const carrierOf = carriersOf(company, records, into);
  const journals = journalsOf(company, records, into);
  if (!warehouse) return undefined;
  return {
    id: company.live.id,
    name: company.live.name,
    currency: company.live.currency_id.name,
    ownsPartners: company.mapped.customers === 'own',
    warehouse,
    taxOf,
    carrierOf,
    locationOf: (name) => locations.get(name),
    pricelistOf: (currency) => pricelists.get(currency),
    journalOf: (gateway) => journals.get(gateway),
  };
}

function mappingOf(file: MappingFile, companies: readonly CompanyMapping[]): Mapping {
  const ofChannel = new Map<string, CompanyMapping | undefined>(
    file.companies.flatMap(({ name, channels }) => {
      const company = companies.find((each) => each.name === name);
      return channels.map((channel) => [channel, company] as const);
    }),
  );
  return {
    version: file.version,
    companies,
    companyOf: (channel) => (channel === null ? undefined : ofChannel.get(channel)),
  };
}
