import { type OdooClient, type PlannedMoveRecord, type PlannedPickingRecord, records } from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import type { KnownRecords } from '../stock-moves/known-records.js';
import { findOrderLines } from '../stock-moves/order-lines.js';
import { PickingCarriers } from './picking-carriers.js';
import { deliveriesOf, type PlannedDelivery } from './planned-delivery.js';

/** Reads what transfers are to deliver of our orders, in the words of our own catalogue. */
export class PlannedDeliveries {
  private readonly carriers: PickingCarriers;

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly known: KnownRecords,
  ) {
    this.carriers = new PickingCarriers(odoo);
  }

  async of(pickings: readonly PlannedPickingRecord[]): Promise<PlannedDelivery[]> {
    if (pickings.length === 0) return [];
    const ids = pickings.map(({ id }) => id);
    const moves = await this.odoo.readAll('stock.move', [['picking_id', 'in', ids]], records.plannedMove);
    const saleLineIds = [...new Set(moves.flatMap(({ sale_line_id }) => sale_line_id?.id ?? []))];
    const orderLines = await findOrderLines(this.odoo, this.units, saleLineIds);
    const ours = moves.filter(({ sale_line_id }) => orderLines.has(sale_line_id?.id ?? 0));
    const byPicking = Map.groupBy(ours, (move: PlannedMoveRecord) => move.picking_id?.id ?? 0);
    const served = pickings.filter(({ id }) => byPicking.has(id));
    const products = await this.known.products(ours.map(({ product_id }) => product_id.id));
    const locations = await this.known.locations(
      served.flatMap((each) => [each.location_id.id, each.location_dest_id.id]),
    );
    const carriers = await this.carriers.of(served.map(({ id }) => id));
    return served.flatMap((picking) =>
      deliveriesOf(picking, {
        ...{ orderLines, products, locations, moves: byPicking.get(picking.id) ?? [] },
        trackingNumber: carriers.get(picking.id)?.carrier_tracking_ref ?? null,
      }),
    );
  }
}
