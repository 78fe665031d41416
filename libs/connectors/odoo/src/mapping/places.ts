import type { UsableCompany } from './companies.js';
import type { Findings } from './findings.js';
import type { LiveRecords } from './live-records.js';
import type { CompanyMapping } from './mapping.js';

/** The company's warehouse; undefined where it is not as it must be, or cannot be looked at. */
export function warehouseOf(
  { mapped, live }: UsableCompany,
  { warehouses }: LiveRecords,
  into: Findings,
): CompanyMapping['warehouse'] | undefined {
  if (warehouses === null) return undefined;
  const { name: company, warehouse: code } = mapped;
  const own = warehouses.filter(({ company_id }) => company_id.id === live.id);
  const found = own.find((each) => each.code === code && each.active) ?? own.find((each) => each.code === code);
  if (found?.active) {
    into.find(company, `warehouse ${code}`, 'stock.warehouse', found);
    return { id: found.id, code, stockLocationId: found.lot_stock_id.id };
  }
  if (found) {
    into.miss(
      'WAREHOUSE_ARCHIVED',
      company,
      `warehouse ${code} is archived`,
      `In Inventory, Configuration, Warehouses, filter by Archived, open ${found.name} and choose Action, Unarchive.`,
    );
    return undefined;
  }
  const codes = own.map((each) => each.code).join(', ');
  into.miss(
    'WAREHOUSE_MISSING',
    company,
    `company ${company} has no warehouse with the short name ${code}${codes && `; it has ${codes}`}`,
    `In Inventory, Configuration, Warehouses, press New: Short Name ${code}, Company ${company}.`,
  );
  return undefined;
}

/** Locations by the names that the file gives them. */
export function locationsOf(
  { mapped, live }: UsableCompany,
  { locations }: LiveRecords,
  into: Findings,
): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  if (locations === null) return known;
  for (const { name, odoo } of mapped.locations) {
    const found = locations.find(
      (each) =>
        (each.complete_name === odoo || each.barcode === odoo) &&
        (each.company_id === null || each.company_id.id === live.id),
    );
    if (found) {
      known.set(name, found.id);
      into.find(mapped.name, `location ${name}`, 'stock.location', { id: found.id, name: found.complete_name });
      continue;
    }
    into.miss(
      'LOCATION_MISSING',
      mapped.name,
      `no location has the complete name or the barcode ${odoo}`,
      `Switch on Storage Locations in Inventory, Configuration, Settings, then in Inventory, Configuration, Locations create it in company ${mapped.name}; or correct location ${name} in the mapping file.`,
    );
  }
  return known;
}
