import type { OdooClient } from '../client/odoo-client.js';
import type { MappedCompany, MappingFile } from './file-shape.js';
import type { Findings } from './findings.js';
import * as shapes from './live-shapes.js';
import type { LiveCompany } from './live-shapes.js';

/** A company of the file that Odoo has and the user may work in. */
export interface UsableCompany {
  readonly mapped: MappedCompany;
  readonly live: LiveCompany;
}

/** Finds the file's companies. A user sees only companies of their own: absent and forbidden ones cannot be told apart. */
export async function findCompanies(
  odoo: OdooClient,
  file: MappingFile,
  user: { readonly login: string; readonly company_ids: readonly number[] },
  into: Findings,
): Promise<UsableCompany[]> {
  const names = file.companies.map(({ name }) => name);
  const companies = await odoo.searchRead('res.company', [['name', 'in', names]], shapes.company);
  return file.companies.flatMap((mapped) => {
    const live = companies.find(({ name }) => name === mapped.name);
    if (live && user.company_ids.includes(live.id)) {
      into.find(mapped.name, 'company', 'res.company', live);
      warnOfRounding(live, into);
      return [{ mapped, live }];
    }
    into.miss(
      'COMPANY_MISSING',
      mapped.name,
      live
        ? `user ${user.login} may not work in company ${mapped.name}`
        : `Odoo has no company named ${mapped.name}, or user ${user.login} may not work in it`,
      `In Settings, Users & Companies, Companies, see that it has exactly this name, and in Users, ${user.login}, add it to Allowed Companies.`,
    );
    return [];
  });
}

function warnOfRounding({ name, tax_calculation_rounding_method: method }: LiveCompany, into: Findings): void {
  if (method !== 'round_per_line') return;
  into.warn(
    'ROUNDING_PER_LINE',
    name,
    'taxes are rounded on every line; a channel that rounds an order’s tax as a whole may differ by a cent, and such orders are held',
    'Where orders are held by a cent: Invoicing, Configuration, Settings, Taxes, Rounding Method, choose Round Globally.',
  );
}
