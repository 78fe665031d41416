import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { isSupplied, type StockLine } from '../stock-moves/stock-line.js';
import { announcedExpectations } from './announced-expectation.js';

/** Under which id the goods of supplied lines were announced, by stock.move; absent are those that nobody announced. */
export async function findExpectations(
  units: UnitsOfWork,
  lines: readonly StockLine[],
): Promise<ReadonlyMap<number, string>> {
  const moveIds = [...new Set(lines.filter(isSupplied).map(({ moveId }) => moveId))];
  if (moveIds.length === 0) return new Map();
  const refs = moveIds.map((moveId) => announcedExpectations.one({ moveId: BigInt(moveId) }));
  const rows = await inTransaction(units.database, (transaction) => readRows(transaction, announcedExpectations, refs));
  return new Map([...rows.values()].map(({ moveId, expectationId }) => [Number(moveId), expectationId]));
}
