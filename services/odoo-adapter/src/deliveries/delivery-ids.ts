import { type OdooClient, records } from '@penstock/connector-odoo';
import { MODULE, type OdooSystem, shipmentIdOf } from '../odoo-system.js';

/**
 * The canonical shipment id of transfers: that under which the shipment was reported to us, where it was, and one made from the transfer itself
 * where it was made in Odoo. Odoo is asked, because a transfer bears the report's name before anything is done with it, while our own tables
 * know of it only once the answer is written down.
 */
export async function shipmentIds(
  odoo: OdooClient,
  system: OdooSystem,
  pickingIds: Iterable<number>,
): Promise<(pickingId: number) => string> {
  const ids = [...new Set(pickingIds)];
  const domain = [
    ['module', '=', MODULE],
    ['model', '=', 'stock.picking'],
    ['res_id', 'in', ids],
  ];
  const marks = ids.length === 0 ? [] : await odoo.readAll('ir.model.data', domain, records.externalId);
  const reported = new Map(marks.flatMap(({ name, res_id }) => reportedAs(name).map((id) => [res_id, id] as const)));
  return (pickingId) => reported.get(pickingId) ?? shipmentIdOf(system, String(pickingId));
}

/** `shp_1`, or `shp_1_2` for the second transfer of one report; a return is no shipment. */
export const reportedAs = (externalId: string): string[] => {
  const [, shipmentId] = /^(shp_[0-9a-z]+)(?:_\d+)?$/.exec(externalId) ?? [];
  return shipmentId === undefined ? [] : [shipmentId];
};
