import { type OdooClient, records } from '@penstock/connector-odoo';
import type { Shipment } from './stock-line.js';

/** Reads the transfers behind shipped lines, with carrier and tracking where the server has them. */
export class Shipments {
  private hasCarrier: Promise<boolean> | undefined;

  constructor(private readonly odoo: OdooClient) {}

  async of(pickingIds: readonly number[]): Promise<ReadonlyMap<number, Shipment>> {
    if (pickingIds.length === 0) return new Map();
    const domain = [['id', 'in', pickingIds]];
    const pickings = await this.odoo.readAll('stock.picking', domain, records.picking);
    const orderIds = [...new Set(pickings.flatMap(({ sale_id }) => sale_id?.id ?? []))];
    const orders = await this.odoo.readAll('sale.order', [['id', 'in', orderIds]], records.saleOrder);
    const delivered = new Set(orders.filter((order) => order.delivery_status === 'full').map(({ id }) => id));
    const carriers = (await this.carrierFields())
      ? await this.odoo.readAll('stock.picking', domain, records.pickingCarrier)
      : [];
    const carrierOf = new Map(carriers.map((each) => [each.id, each]));
    return new Map(
      pickings.map(({ id, date_done, sale_id }): [number, Shipment] => {
        const carrier = carrierOf.get(id);
        return [
          id,
          {
            pickingId: id,
            shippedAt: date_done,
            complete: sale_id !== null && delivered.has(sale_id.id),
            carrier: carrier?.carrier_id?.name ?? null,
            trackingNumber: carrier?.carrier_tracking_ref ?? null,
            trackingUrl: carrier?.carrier_tracking_url ?? null,
          },
        ];
      }),
    );
  }

  /** The fields come with module stock_delivery; naming them without it is an error of the whole read. */
  private carrierFields(): Promise<boolean> {
    this.hasCarrier ??= this.askForCarrierFields().catch((error: unknown) => {
      this.hasCarrier = undefined;
      throw error;
    });
    return this.hasCarrier;
  }

  private async askForCarrierFields(): Promise<boolean> {
    const wanted = Object.keys(records.pickingCarrier.shape).filter((name) => name !== 'id');
    const asked = { allfields: wanted, attributes: ['type'] };
    const fields = await this.odoo.call('stock.picking', 'fields_get', asked);
    return wanted.every((name) => Object.hasOwn(fields as object, name));
  }
}
