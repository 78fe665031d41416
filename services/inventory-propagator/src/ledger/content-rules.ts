import type { CycleCountCompleted, StockAdjusted, StockQuarantined } from '@penstock/contracts';
import { mustBeQuantity, mustHaveHappened, mustHaveUnit } from '@penstock/messaging';

/** @throws {Permanent} UNIT_MISSING, INSTANT_IN_FUTURE: no later count would ever contain the movement */
export function checkMovement({ meta, delta, effectiveAt }: StockAdjusted | StockQuarantined): void {
  mustHaveUnit(delta, () => 'delta');
  mustHaveHappened(meta, effectiveAt, 'effectiveAt');
}

/**
 * An opening balance may be below zero, as Odoo's books may be where more was sold than was there; what somebody counted may not.
 * @throws {Permanent} UNIT_MISSING, QUANTITY_NEGATIVE, INSTANT_IN_FUTURE: every movement until then would be taken for counted
 */
export function checkCount({ meta, counted, countedAt, opening }: CycleCountCompleted): void {
  (opening ? mustHaveUnit : mustBeQuantity)(counted, () => 'counted');
  mustHaveHappened(meta, countedAt, 'countedAt');
}
