import { type Decimal, type Instant, sum } from '@penstock/domain';
import type { StockLevelRow } from '../stock/stock-level.js';
import type { StockMovementRow } from '../stock/stock-movement.js';
import type { DriftRow } from './drift.js';
import { isOnHand } from './level-cause.js';

/**
 * What the ledger had at a place as of an instant: what it has now, less what moved later.
 * @param movements at least those of the level that are later
 */
export const onHandAsOf = (
  { onHand, locationId }: Pick<StockLevelRow, 'onHand' | 'locationId'>,
  movements: readonly StockMovementRow[],
  asOf: Instant,
): Decimal =>
  onHand.minus(
    sum(
      movements
        .filter((row) => row.locationId === locationId && isOnHand(row) && row.effectiveAt > asOf)
        .map(({ quantity }) => quantity),
    ),
  );

/** What is to be done about a comparison of a level. */
export type LevelVerdict = 'alike' | 'suspected' | 'known' | 'sure';

export interface LevelCompared {
  /** What Odoo has more than the ledger. */
  readonly difference: Decimal;
  readonly comparisonId: string;
  /** True where goods that Odoo does not know of yet may have left the ledger: a transfer that somebody else reported. */
  readonly mayBeUnderWay: boolean;
}

/**
 * Whether a difference may be something in flight. Odoo's report comes after every movement it contains, in the same order; but shipments come by
 * the order's topic, and others report receipts and transfers before Odoo has them. All of these make the ledger differ for a while and no longer,
 * so what two comparisons find alike is none. What Odoo has more can be none of the first: it is sure at once.
 */
export function verdictOf(before: DriftRow | undefined, now: LevelCompared): LevelVerdict {
  const { difference, comparisonId, mayBeUnderWay } = now;
  if (difference.eq('0')) return 'alike';
  const isSame = before !== undefined && before.expected.minus(before.found).eq(difference);
  if (isSame && before.state === 'open') return 'known';
  if (difference.gt('0') && !mayBeUnderWay) return 'sure';
  return isSame && before.state === 'suspected' && before.comparisonId !== comparisonId ? 'sure' : 'suspected';
}
