import type { StockLevelReported } from '@penstock/contracts';
import { mustHaveHappened, mustHaveUnit } from '@penstock/messaging';

/** @throws {Permanent} UNIT_MISSING, INSTANT_IN_FUTURE: what will be there is no record */
export function checkReport({ meta, locationId, onHand, asOf }: StockLevelReported): void {
  mustHaveUnit(onHand, () => `onHand at ${locationId}`);
  mustHaveHappened(meta, asOf, 'asOf');
}
