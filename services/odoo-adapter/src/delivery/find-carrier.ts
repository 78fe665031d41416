import { type CompanyMapping, type OdooClient, records } from '@penstock/connector-odoo';
import type { ShipmentReport } from './reported-shipment.js';

/**
 * Who carries a shipment and under which number, as fields of its stock.picking. With the number set Odoo asks no carrier for another label.
 * The carrier is the one that the mapping of the company says, else one of that name in Odoo, and left out where there is none; so are both fields
 * where module stock_delivery, which they come with, is not there.
 */
export async function findCarrier(
  odoo: OdooClient,
  company: CompanyMapping | undefined,
  { carrier, trackingNumber }: Pick<ShipmentReport, 'carrier' | 'trackingNumber'>,
): Promise<Readonly<Record<string, unknown>>> {
  if (carrier === null && trackingNumber === null) return {};
  const asked = { allfields: ['carrier_id', 'carrier_tracking_ref'], attributes: ['type'] };
  const fields = (await odoo.call('stock.picking', 'fields_get', asked)) as object;
  if (!Object.hasOwn(fields, 'carrier_tracking_ref')) return {};
  const carrierId = carrier === null ? undefined : await carrierNamed(odoo, company, carrier);
  return {
    ...(trackingNumber !== null && { carrier_tracking_ref: trackingNumber }),
    ...(carrierId !== undefined && { carrier_id: carrierId }),
  };
}

async function carrierNamed(
  odoo: OdooClient,
  company: CompanyMapping | undefined,
  name: string,
): Promise<number | undefined> {
  const mapped = company?.carrierOf({ title: name, code: name, carrier: name });
  if (mapped) return mapped.carrierId;
  const [found] = await odoo.searchRead('delivery.carrier', [['name', '=ilike', name]], records.named, { limit: 1 });
  return found?.id;
}
