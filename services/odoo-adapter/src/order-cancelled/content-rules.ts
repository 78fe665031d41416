import type { OrderCancelled } from '@penstock/contracts';
import { mustBeQuantity, mustNameLinesOnce } from '@penstock/messaging';

/** @throws {Permanent} LINE_TWICE: whether the whole order is cancelled would hang on which is read last; UNIT_MISSING, QUANTITY_NEGATIVE */
export function checkCancellation({ lines }: OrderCancelled): void {
  if (lines === null) return;
  mustNameLinesOnce(lines, ({ lineId }) => lineId);
  for (const { lineId, quantity } of lines) mustBeQuantity(quantity, () => `cancelled quantity of line ${lineId}`);
}
