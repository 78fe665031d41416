import type { OrderCancelled, OrderCreated, ShipmentConfirmed } from '@penstock/contracts';
import { mustBePositive, mustBeQuantity, mustHaveHappened, mustNameLinesOnce, Permanent } from '@penstock/messaging';

/** @throws {Permanent} LINE_TWICE: the second would be taken for the first asking again; UNIT_MISSING, QUANTITY_NEGATIVE */
export function checkOrder({ lines }: OrderCreated): void {
  mustNameLinesOnce(lines, ({ lineId }) => lineId);
  for (const { lineId, quantity } of lines) mustBeQuantity(quantity, () => `quantity of line ${lineId}`);
}

/** @throws {Permanent} LINE_TWICE, UNIT_MISSING, QUANTITY_NEGATIVE: it would reserve again what was given up */
export function checkCancellation({ lines }: OrderCancelled): void {
  if (lines === null) return;
  mustNameLinesOnce(lines, ({ lineId }) => lineId);
  for (const { lineId, quantity } of lines) mustBeQuantity(quantity, () => `cancelled quantity of line ${lineId}`);
}

/**
 * One order line may leave from several places, or in several lots, so it may be named more than once here.
 * @throws {Permanent} SHIPMENT_EMPTY, UNIT_MISSING, QUANTITY_NOT_POSITIVE, INSTANT_IN_FUTURE
 */
export function checkShipment({ meta, shipmentId, lines }: ShipmentConfirmed): void {
  if (lines.length === 0)
    throw new Permanent('SHIPMENT_EMPTY', `shipment ${shipmentId} has no lines: say what left`, { shipmentId });
  for (const { orderLineId, quantity, effectiveAt } of lines) {
    mustBePositive(quantity, () => `shipped quantity of line ${orderLineId}`);
    mustHaveHappened(meta, effectiveAt, 'effectiveAt');
  }
}
