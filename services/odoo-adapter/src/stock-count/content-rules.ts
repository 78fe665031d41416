import type { StockCounted } from '@penstock/contracts';
import { mustBeQuantity, mustHaveHappened } from '@penstock/messaging';

/** @throws {Permanent} UNIT_MISSING, QUANTITY_NEGATIVE, INSTANT_IN_FUTURE */
export function checkCount({ meta, countId, counted, countedAt }: StockCounted): void {
  mustBeQuantity(counted, () => `counted quantity of ${countId}`);
  mustHaveHappened(meta, countedAt, 'countedAt');
}
