import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { type OdooSystem, shipmentIdOf } from '../odoo-system.js';
import { odooRecords } from '../order-out/odoo-record.js';

const MODEL = 'stock.picking';

/**
 * The canonical shipment id of transfers: that under which the shipment was reported to us, where it was (`odoo_record` says so), and one made
 * from the transfer itself where it was made in Odoo.
 */
export async function shipmentIds(
  units: UnitsOfWork,
  system: OdooSystem,
  pickingIds: Iterable<number>,
): Promise<(pickingId: number) => string> {
  const refs = [...new Set(pickingIds)].map((id) => odooRecords.one({ model: MODEL, odooId: BigInt(id) }));
  const rows = await inTransaction(units.database, (transaction) => readRows(transaction, odooRecords, refs));
  const reported = new Map([...rows.values()].map(({ odooId, canonicalId }) => [Number(odooId), canonicalId]));
  return (pickingId) => reported.get(pickingId) || shipmentIdOf(system, String(pickingId));
}
