import { type Decimal, decimalText } from '@penstock/domain';
import type { StockMovementRow } from '../stock/stock-movement.js';
import type { DriftCause } from './drift.js';

/**
 * Why a level of the ledger differs from Odoo's, as far as its movements tell: where one of them is there twice and leaving it out would put the
 * level right, that; else one is missing.
 * @param difference what the ledger has too little
 * @param movements of the level, of the last days
 */
export function causeOf(difference: Decimal, movements: readonly StockMovementRow[]): DriftCause {
  const seen = new Set<string>();
  for (const row of movements.filter(isOnHand)) {
    const { odooMoveId, quantity, effectiveAt, cause } = row;
    // One move line of Odoo is one movement; what has none is the same where it says the same of the same instant.
    const same = `${odooMoveId ?? `${cause} ${effectiveAt}`} ${decimalText(quantity)}`;
    if (seen.has(same) && quantity.neg().eq(difference)) return 'MOVEMENT_DOUBLED';
    seen.add(same);
  }
  return 'MOVEMENT_MISSED';
}

export const isOnHand = ({ balance, applied, kind }: StockMovementRow): boolean =>
  balance === 'on_hand' && applied && kind !== 'carried';
