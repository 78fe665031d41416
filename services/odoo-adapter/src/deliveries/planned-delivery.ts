import type { PlannedMoveRecord, PlannedPickingRecord } from '@penstock/connector-odoo';
import type { DeliveryDirection, DeliveryState } from '@penstock/contracts';
import { type Decimal, type Instant, zero } from '@penstock/domain';
import type { OdooLocation } from '../catalog/odoo-location.js';
import type { OdooProduct } from '../catalog/odoo-product.js';
import type { OrderLine } from '../stock-moves/order-lines.js';

/** What one transfer in Odoo is to deliver of one order of ours, or to take back. */
export interface PlannedDelivery {
  readonly pickingId: number;
  /** Such as WH/OUT/00042. */
  readonly name: string;
  readonly orderId: string;
  readonly direction: DeliveryDirection;
  readonly state: DeliveryState;
  readonly scheduledAt: Instant | null;
  /** stock.picking that it is the rest of. */
  readonly backorderOf: number | null;
  readonly trackingNumber: string | null;
  readonly lines: readonly PlannedLine[];
  /** stock.move, in the order of ids. */
  readonly moveIds: readonly number[];
  readonly writtenAt: Instant;
}

export interface PlannedLine {
  readonly lineId: string;
  readonly productId: string;
  readonly unit: string;
  readonly amount: Decimal;
}

/** https://github.com/odoo/odoo/blob/18.0/addons/stock/models/stock_picking.py, field `state` */
const STATES: Readonly<Record<string, DeliveryState>> = {
  draft: 'DRAFT',
  waiting: 'WAITING',
  confirmed: 'WAITING',
  assigned: 'READY',
  done: 'DONE',
  cancel: 'CANCELLED',
};

/** Everything that is known of what a transfer names. */
export interface Surroundings {
  readonly moves: readonly PlannedMoveRecord[];
  readonly orderLines: ReadonlyMap<number, OrderLine>;
  readonly products: ReadonlyMap<string, OdooProduct>;
  readonly locations: ReadonlyMap<string, OdooLocation>;
  readonly trackingNumber: string | null;
}

/** One delivery for each order of ours that the transfer serves; none where its goods stay between our own places, on their way to packing. */
export function deliveriesOf(picking: PlannedPickingRecord, around: Surroundings): PlannedDelivery[] {
  const direction = directionOf(picking, around.locations);
  if (direction === 'UNKNOWN') return [];
  // A cancelled move of a transfer that goes on is no part of it any more; of a cancelled transfer it says what was given up.
  const counted = around.moves.filter(({ state }) => state !== 'cancel' || picking.state === 'cancel');
  const ours = counted.flatMap((move) => {
    const orderLine = around.orderLines.get(move.sale_line_id?.id ?? 0);
    const product = around.products.get(String(move.product_id.id));
    return orderLine && product && move.product_qty.gt(zero) ? [{ move, orderLine, product }] : [];
  });
  const orders = Map.groupBy(ours, ({ orderLine }) => orderLine.orderId);
  return [...orders].map(([orderId, group]) => ({
    pickingId: picking.id,
    name: picking.name,
    orderId,
    direction,
    state: STATES[picking.state] ?? 'UNKNOWN',
    scheduledAt: picking.scheduled_date,
    backorderOf: picking.backorder_id?.id ?? null,
    trackingNumber: around.trackingNumber,
    lines: [...Map.groupBy(group, ({ orderLine, product }) => `${orderLine.lineId} ${product.productId}`).values()].map(
      (moves) => plannedLine(moves),
    ),
    moveIds: group.map(({ move }) => move.id).sort((a, b) => a - b),
    writtenAt: picking.write_date,
  }));
}

function plannedLine(
  moves: readonly { move: PlannedMoveRecord; orderLine: OrderLine; product: OdooProduct }[],
): PlannedLine {
  const [first] = moves;
  if (!first) throw new RangeError('a planned line has at least one move');
  return {
    lineId: first.orderLine.lineId,
    productId: first.product.productId,
    unit: first.product.unit,
    amount: moves.reduce((sum, { move }) => sum.plus(move.product_qty), zero),
  };
}

function directionOf(
  { location_id: from, location_dest_id: to }: PlannedPickingRecord,
  locations: ReadonlyMap<string, OdooLocation>,
): DeliveryDirection {
  if (locations.get(String(to.id))?.usage === 'customer') return 'OUT';
  return locations.get(String(from.id))?.usage === 'customer' ? 'BACK' : 'UNKNOWN';
}
