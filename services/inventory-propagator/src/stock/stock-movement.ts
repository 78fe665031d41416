import { column, defineTable, type RowOf } from '@penstock/persistence';
import { type Instant, isoOf } from '@penstock/domain';

/** What a movement changes. */
export type Balance = 'on_hand' | 'reserved' | 'quarantined' | 'incoming' | 'in_transit';

/** What kind of fact a movement comes from; `carried` is a balance that a version without movements of it left behind. */
export type MovementKind =
  | 'adjusted'
  | 'shipped'
  | 'counted'
  | 'received'
  | 'transferred'
  | 'expected'
  | 'quarantined'
  | 'returned'
  | 'reserved'
  | 'released'
  | 'converted'
  | 'corrected'
  | 'carried';

/** The ledger: one row for each change of one balance, never changed. Every balance is the sum of its rows. */
export const stockMovements = defineTable({
  name: 'stock_movement',
  key: ['eventId', 'position'],
  isAppendOnly: true,
  columns: {
    eventId: column.uuid(),
    /** Index among the movements of one event. */
    position: column.integer(),
    productId: column.text(),
    /** Empty where it is bound to no location: a reservation that any may serve. */
    locationId: column.text(),
    /** Null in rows of the version that knew only on hand: they are in no sum, a `carried` row has what they came to. */
    balance: column.nullable(column.text<Balance>()),
    kind: column.text<MovementKind>(),
    /** What it did to the balance: nothing where it was not applied. */
    quantity: column.decimal(),
    /** What its event stated, where that is something else: what a count found, or what moved and was in a count already. */
    stated: column.nullable(column.decimal()),
    unit: column.text(),
    cause: column.text(),
    effectiveAt: column.instant(),
    /**
     * On hand: level and UTC day of `effectiveAt`, so that a late count finds what came after it; see {@link levelDay}. Others: the level alone.
     * Sorted by bytes, it also finds all that belongs to a level or a product.
     */
    levelDay: column.text(),
    /** False where a count taken later had it already. */
    applied: column.boolean(),
    orderLineId: column.nullable(column.text()),
    odooMoveId: column.nullable(column.bigint()),
    recordedAt: column.instant(),
  },
});

export type StockMovementRow = RowOf<typeof stockMovements>;

const DAY = 24 * 60 * 60 * 1_000_000;

/** `prd_… loc_…`. */
export const levelOf = (productId: string, locationId: string): string => `${productId} ${locationId}`;

/** `prd_… loc_… 2026-11-21`. */
export const levelDay = (productId: string, locationId: string, at: Instant): string =>
  `${productId} ${locationId} ${dayText(Math.floor(at / DAY))}`;

const dayTexts = new Map<number, string>();

/** Most of what moves, moves today. */
function dayText(day: number): string {
  let text = dayTexts.get(day);
  if (text === undefined) {
    if (dayTexts.size > 400) dayTexts.clear();
    dayTexts.set(day, (text = isoOf((day * DAY) as Instant).slice(0, 10)));
  }
  return text;
}

/** The level-days from one instant through another, both included; none when `until` is earlier. */
export function levelDays(productId: string, locationId: string, from: Instant, until: Instant): string[] {
  const days: string[] = [];
  for (let day = from - (from % DAY); day <= until; day += DAY)
    days.push(levelDay(productId, locationId, day as Instant));
  return days;
}
