import { column, defineTable, type RowOf } from '@penstock/persistence';
import { type Instant, isoOf } from '@penstock/domain';

/** The ledger: one row for each thing that was said about on-hand stock, never changed. */
export const stockMovements = defineTable({
  name: 'stock_movement',
  key: ['eventId', 'position'],
  columns: {
    eventId: column.uuid(),
    /** Index among the movements of one event. */
    position: column.integer(),
    productId: column.text(),
    locationId: column.text(),
    kind: column.text<'adjusted' | 'shipped' | 'counted'>(),
    /** The change; for a count, what was there. */
    quantity: column.decimal(),
    unit: column.text(),
    cause: column.text(),
    effectiveAt: column.instant(),
    /** Level and UTC day of `effectiveAt`, so that a late count finds what came after it; see {@link levelDay}. */
    levelDay: column.text(),
    /** False where a count taken later had it already. */
    applied: column.boolean(),
    orderLineId: column.nullable(column.text()),
    odooMoveId: column.nullable(column.bigint()),
    recordedAt: column.instant(),
  },
  initial: () => {
    throw new RangeError('movements are written, never locked');
  },
});

export type StockMovementRow = RowOf<typeof stockMovements>;

/** `prd_… loc_… 2026-11-21`. */
export const levelDay = (productId: string, locationId: string, at: Instant): string =>
  `${productId} ${locationId} ${isoOf(at).slice(0, 10)}`;

const DAY = 24 * 60 * 60 * 1_000_000;

/** The level-days from one instant through another, both included; none when `until` is earlier. */
export function levelDays(productId: string, locationId: string, from: Instant, until: Instant): string[] {
  const days: string[] = [];
  for (let day = from - (from % DAY); day <= until; day += DAY)
    days.push(levelDay(productId, locationId, day as Instant));
  return days;
}
