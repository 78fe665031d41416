import { OdooRecordLinked } from '@penstock/contracts';
import { say, type UnitOfWork } from '@penstock/messaging';
import { MODULE, type OdooSystem } from '../odoo-system.js';
import { odooRecords } from '../order-out/odoo-record.js';

const MODEL = 'stock.picking';

/** A transfer that bears the name of a report. */
export interface NamedPicking {
  readonly pickingId: number;
  /** Such as WH/OUT/00042. */
  readonly name: string;
  /** Without the module. */
  readonly externalId: string;
}

/** Keeps which transfers a report became, for what is read of them later, and says so. */
export function savePickings(
  unit: UnitOfWork,
  { instance }: OdooSystem,
  { canonicalId, orderId }: { readonly canonicalId: string; readonly orderId: string },
  pickings: readonly NamedPicking[],
): void {
  for (const { pickingId, name, externalId: local } of pickings) {
    const externalId = `${MODULE}.${local}`;
    unit.save(odooRecords.save({ model: MODEL, odooId: BigInt(pickingId), canonicalId, orderId, externalId }));
    const odoo = { instance, model: MODEL, id: pickingId };
    unit.emit(say(OdooRecordLinked, { canonicalId, kind: 'PICKING', odoo, displayName: name, externalId }));
  }
}
