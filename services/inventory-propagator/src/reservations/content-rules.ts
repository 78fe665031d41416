import type {
  OrderCancelled,
  OrderCreated,
  OrderUpdated,
  ReleaseRequested,
  ReservationRequested,
  ShipmentConfirmed,
} from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { mustBePositive, mustBeQuantity, mustHaveHappened, mustNameLinesOnce, Permanent } from '@penstock/messaging';

/** @throws {Permanent} LINE_TWICE: the second would be taken for the first asking again; UNIT_MISSING, QUANTITY_NEGATIVE */
export function checkOrder({ lines }: Pick<OrderCreated, 'lines'>): void {
  mustNameLinesOnce(lines, ({ lineId }) => lineId);
  for (const { lineId, quantity } of lines) mustBeQuantity(quantity, () => `quantity of line ${lineId}`);
}

/** @throws {Permanent} as {@link checkOrder}; LINE_STATED_AND_REMOVED: which of the two holds is no guess */
export function checkUpdate({ orderId, lines, removedLines }: OrderUpdated): void {
  checkOrder({ lines });
  const stated = lines.find(({ lineId, quantity }) => quantity.amount.gt(zero) && removedLines.includes(lineId));
  if (stated)
    throw new Permanent(
      'LINE_STATED_AND_REMOVED',
      `line ${stated.lineId} of order ${orderId} is stated and removed: name it in one of the two lists`,
      { orderId, lineId: stated.lineId },
    );
}

/**
 * Only what leaves no line to judge: a quantity that cannot be is refused line by line, so that the others go on.
 * @throws {Permanent} REQUEST_EMPTY, LINE_TWICE, PRODUCT_MISSING
 */
export function checkRequest({ orderId, lines }: ReservationRequested): void {
  if (lines.length === 0)
    throw new Permanent('REQUEST_EMPTY', `the request for order ${orderId} has no lines: say what to reserve`, {
      orderId,
    });
  mustNameLinesOnce(lines, ({ lineId }) => lineId);
  const unnamed = lines.find(({ sku, productId }) => !sku && !productId);
  if (unnamed)
    throw new Permanent(
      'PRODUCT_MISSING',
      `line ${unnamed.lineId} of order ${orderId} names neither a SKU nor a product: name one of them`,
      { orderId, lineId: unnamed.lineId },
    );
}

/** @throws {Permanent} REQUEST_EMPTY, LINE_TWICE */
export function checkRelease({ orderId, lines }: ReleaseRequested): void {
  if (lines === null) return;
  if (lines.length === 0)
    throw new Permanent(
      'REQUEST_EMPTY',
      `the release for order ${orderId} has no lines: name them, or say null for all of them`,
      { orderId },
    );
  mustNameLinesOnce(lines, ({ lineId }) => lineId);
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
