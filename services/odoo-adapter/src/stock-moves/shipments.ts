import { type OdooClient, records } from '@penstock/connector-odoo';
import { shipmentIds } from '../deliveries/delivery-ids.js';
import { PickingCarriers } from '../deliveries/picking-carriers.js';
import type { OdooSystem } from '../odoo-system.js';
import type { Shipment } from './stock-line.js';

/** Reads the transfers behind shipped lines, with carrier and tracking where the server has them. */
export class Shipments {
  private readonly carriers: PickingCarriers;

  constructor(
    private readonly odoo: OdooClient,
    private readonly system: OdooSystem,
  ) {
    this.carriers = new PickingCarriers(odoo);
  }

  async of(pickingIds: readonly number[]): Promise<ReadonlyMap<number, Shipment>> {
    if (pickingIds.length === 0) return new Map();
    const pickings = await this.odoo.readAll('stock.picking', [['id', 'in', pickingIds]], records.picking);
    const orderIds = [...new Set(pickings.flatMap(({ sale_id }) => sale_id?.id ?? []))];
    const orders = await this.odoo.readAll('sale.order', [['id', 'in', orderIds]], records.saleOrder);
    const delivered = new Set(orders.filter((order) => order.delivery_status === 'full').map(({ id }) => id));
    const carriers = await this.carriers.of(pickingIds);
    const idOf = await shipmentIds(this.odoo, this.system, pickingIds);
    return new Map(
      pickings.map(({ id, date_done, sale_id }): [number, Shipment] => {
        const carrier = carriers.get(id);
        return [
          id,
          {
            pickingId: id,
            shipmentId: idOf(id),
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
}
