import { ShipmentConfirmed } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { OdooSystem } from '../odoo-system.js';
import { isOurs, type Shipment, type StockLine } from './stock-line.js';

/** A line of a transfer by which goods of one of our orders left for the customer. */
export interface ShippedLine extends StockLine {
  readonly orderLine: NonNullable<StockLine['orderLine']>;
  readonly shipment: Shipment;
}

export const isShipped = (line: StockLine): line is ShippedLine =>
  line.orderLine !== null && line.shipment !== null && isOurs(line.from) && line.to.usage === 'customer';

/** One event for each transfer and order. */
export function shipmentsOf(
  odoo: OdooSystem,
  lines: readonly ShippedLine[],
  effectiveAt: (line: StockLine) => Instant,
): Outgoing<ShipmentConfirmed>[] {
  const groups = Map.groupBy(lines, ({ shipment, orderLine }) => `${shipment.pickingId} ${orderLine.orderId}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [shipment(odoo, first, group, effectiveAt)] : [];
  });
}

function shipment(
  odoo: OdooSystem,
  first: ShippedLine,
  lines: readonly ShippedLine[],
  effectiveAt: (line: StockLine) => Instant,
): Outgoing<ShipmentConfirmed> {
  const { pickingId, shipmentId, carrier, trackingNumber, trackingUrl, complete } = first.shipment;
  const shippedAt = first.shipment.shippedAt ?? first.at;
  return say(
    ShipmentConfirmed,
    {
      shipmentId,
      orderId: first.orderLine.orderId,
      odoo: { instance: odoo.instance, model: 'stock.picking', id: pickingId },
      shippedAt,
      lines: lines.map((line) => ({
        orderLineId: line.orderLine.lineId,
        productId: line.product.productId,
        locationId: line.from.locationId,
        quantity: { amount: line.quantity, unit: line.product.unit },
        odooMoveId: line.moveLineId,
        effectiveAt: effectiveAt(line),
      })),
      carrier,
      trackingNumber,
      trackingUrl,
      complete,
    },
    { occurredAt: shippedAt },
  );
}
