import type { LocationRecord } from '@penstock/connector-odoo';
import { LocationLinked, type LocationUsage } from '@penstock/contracts';
import { say, type UnitOfWork } from '@penstock/messaging';
import { causeFrom, locationIdOf, type OdooSystem } from '../odoo-system.js';
import { isKept } from '../stock-moves/stock-line.js';
import { contentHash } from './content-hash.js';
import { odooLocations } from './odoo-location.js';

export const USAGES: Readonly<Record<string, LocationUsage>> = {
  internal: 'INTERNAL',
  transit: 'TRANSIT',
  supplier: 'SUPPLIER',
  customer: 'CUSTOMER',
  inventory: 'INVENTORY',
  production: 'PRODUCTION',
  view: 'VIEW',
};

/**
 * Takes over locations as Odoo has them. Announced are those that hold our stock or bring it from one to another, and whatever becomes of them
 * later.
 * @param warehouseCodes short code by the warehouse's id in Odoo
 * @returns how many had changed
 */
export async function learnLocations(
  unit: UnitOfWork,
  odoo: OdooSystem,
  records: readonly LocationRecord[],
  warehouseCodes: ReadonlyMap<number, string>,
): Promise<number> {
  await unit.load(records.map(({ id }) => odooLocations.one({ odooId: BigInt(id) })));
  let changed = 0;
  for (const record of records) {
    const before = unit.row(odooLocations.one({ odooId: BigInt(record.id) }));
    const locationId = locationIdOf(odoo, record.id);
    const warehouseCode = (record.warehouse_id && warehouseCodes.get(record.warehouse_id.id)) ?? null;
    const { barcode: code, complete_name: name, usage, active } = record;
    const tell = isKept({ usage }) || before.announcedHash !== '';
    const announcedHash = tell ? contentHash(code, name, warehouseCode, usage, active) : '';
    if (before.usage === usage && before.announcedHash === announcedHash) continue;
    changed += 1;
    unit.save(odooLocations.save({ odooId: BigInt(record.id), locationId, usage, announcedHash, name }));
    if (!tell) continue;
    const reference = { instance: odoo.instance, model: 'stock.location', id: record.id };
    unit.emit(
      say(
        LocationLinked,
        { locationId, odoo: reference, code, name, warehouseCode, usage: USAGES[usage] ?? 'UNKNOWN', active },
        { occurredAt: record.write_date },
      ),
      causeFrom(odoo, locationId),
    );
  }
  return changed;
}
