import type { TransferCompleted, TransferStarted } from '@penstock/contracts';
import { type LocationRow, placeOf } from '../catalog/location.js';
import { moveAmount, shift } from '../stock/book.js';
import type { Journal } from '../stock/journal.js';
import type { Stock } from '../stock/stock.js';
import { differences, effectsOf } from './effects.js';
import type { StockTransferRow } from './stock-transfer.js';

/**
 * The stock with a transfer as it is known now: what it did before is taken back and done anew, wherever that differs.
 * @throws {Missing} LOCATION_UNKNOWN
 */
export function bookTransfer(
  stock: Stock,
  known: StockTransferRow,
  now: StockTransferRow,
  locations: readonly LocationRow[],
  { reference, odooMoveId, effectiveAt }: TransferStarted | TransferCompleted,
  journal: Journal,
): Stock {
  const from = placeOf(locations, now.fromLocationId);
  const to = placeOf(locations, now.toLocationId);
  const why = { kind: 'transferred', cause: reference ?? 'TRANSFER', odooMoveId, effectiveAt } as const;
  const [before, after] = [effectsOf(known), effectsOf(now)];
  let next = stock;
  for (const [at, left] of differences(before.left, after.left))
    next = moveAmount(next, from, left.neg(), { ...why, effectiveAt: at }, journal);
  for (const [at, arrived] of differences(before.arrived, after.arrived))
    next = moveAmount(next, to, arrived, { ...why, effectiveAt: at }, journal);
  return shift(next, to, 'in_transit', after.inTransit.minus(before.inTransit), why, journal);
}
