import type { GoodsExpected, GoodsReceived } from '@penstock/contracts';
import { mustBeQuantity, mustHaveHappened, mustHaveUnit } from '@penstock/messaging';

/** @throws {Permanent} UNIT_MISSING, INSTANT_IN_FUTURE: no later count would ever contain the goods */
export function checkReceipt({ meta, quantity, effectiveAt }: GoodsReceived): void {
  mustHaveUnit(quantity, () => 'quantity');
  mustHaveHappened(meta, effectiveAt, 'effectiveAt');
}

/** @throws {Permanent} UNIT_MISSING, QUANTITY_NEGATIVE: what goes back is no less to come */
export function checkExpectation({ expectationId, quantity }: GoodsExpected): void {
  mustBeQuantity(quantity, () => `what is to come of ${expectationId}`);
}
