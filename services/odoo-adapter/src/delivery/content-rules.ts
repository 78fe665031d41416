import type { ShipmentReported } from '@penstock/contracts';
import { mustBePositive, mustHaveHappened, mustNameLinesOnce, Permanent } from '@penstock/messaging';

/** @throws {Permanent} NO_LINES, LINE_TWICE, UNIT_MISSING, QUANTITY_NOT_POSITIVE, INSTANT_IN_FUTURE */
export function checkShipment({ meta, shipmentId, shippedAt, lines }: ShipmentReported): void {
  if (lines.length === 0)
    throw new Permanent('NO_LINES', `shipment ${shipmentId} names no line: say what left`, { shipmentId });
  mustNameLinesOnce(lines, ({ orderLineId }) => orderLineId);
  for (const { orderLineId, quantity } of lines) mustBePositive(quantity, () => `shipped quantity of ${orderLineId}`);
  mustHaveHappened(meta, shippedAt, 'shippedAt');
}
