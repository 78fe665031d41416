import { type OdooClient, records } from '@penstock/connector-odoo';
import type { ShipmentReport } from './reported-shipment.js';

/**
 * Who carries a shipment and under which number, as fields of its stock.picking. With the number set Odoo asks no carrier for another label.
 * A carrier that Odoo does not know by that name is left out; so are the fields where module stock_delivery, which they come with, is not there.
 */
export async function findCarrier(
  odoo: OdooClient,
  { carrier, trackingNumber }: Pick<ShipmentReport, 'carrier' | 'trackingNumber'>,
): Promise<Readonly<Record<string, unknown>>> {
  if (carrier === null && trackingNumber === null) return {};
  const asked = { allfields: ['carrier_id', 'carrier_tracking_ref'], attributes: ['type'] };
  const fields = (await odoo.call('stock.picking', 'fields_get', asked)) as object;
  if (!Object.hasOwn(fields, 'carrier_tracking_ref')) return {};
  const named =
    carrier === null ? [] : await odoo.searchRead('delivery.carrier', [['name', '=ilike', carrier]], records.named);
  return {
    ...(trackingNumber !== null && { carrier_tracking_ref: trackingNumber }),
    ...(named[0] && { carrier_id: named[0].id }),
  };
}
