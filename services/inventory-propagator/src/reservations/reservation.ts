import { canonicalId, type Decimal, zero } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

/**
 * What happened to the promise for an order line:
 * `expected` (shipped or cancelled before the order was heard of), `held` (its SKU is unknown), `reserved`, `rejected`,
 * `released` (given up), `consumed` (shipped).
 */
export type ReservationState = 'expected' | 'held' | 'reserved' | 'rejected' | 'released' | 'consumed';

/** One for each order line, whoever asks and however often. Read and written under the lock of its order. */
export const reservations = defineTable({
  name: 'reservation',
  key: ['lineId'],
  columns: {
    lineId: column.text(),
    orderId: column.text(),
    state: column.text<ReservationState>(),
    sku: column.nullable(column.text()),
    /** The SKU a held line waits for; null otherwise. */
    waitingSku: column.nullable(column.text()),
    productId: column.nullable(column.text()),
    unit: column.text(),
    ordered: column.decimal(),
    cancelled: column.decimal(),
    shipped: column.decimal(),
    /** What is set aside now; a part of the product's `reserved`. */
    reserved: column.decimal(),
  },
  initial: () => ({
    orderId: '',
    state: 'expected' as const,
    sku: null,
    waitingSku: null,
    productId: null,
    unit: 'unit',
    ordered: zero,
    cancelled: zero,
    shipped: zero,
    reserved: zero,
  }),
});

export type ReservationRow = RowOf<typeof reservations>;

/**
 * A view of the same table, read under the lock of a SKU for nothing but the names of the orders that wait for it. A declaration of its own, because
 * rows read that way must not be taken for ones that were read under their order's lock.
 */
export const waitingLines = defineTable({
  name: 'waiting_line',
  key: ['lineId'],
  columns: { lineId: column.text(), orderId: column.text(), waitingSku: column.nullable(column.text()) },
  initial: () => ({ orderId: '', waitingSku: null }),
});

/** The row of a line, as it is or as it begins. */
export const reservationOf = (rows: readonly ReservationRow[], orderId: string, lineId: string): ReservationRow =>
  rows.find((row) => row.lineId === lineId) ?? { ...reservations.initial({ lineId }), orderId };

export const reservationIdOf = (entity: string, lineId: string): string =>
  canonicalId('res', entity, 'penstock', lineId);

/** What is still to be served of a line; never negative. */
export function openOf({ ordered, cancelled, shipped }: ReservationRow): Decimal {
  const open = ordered.minus(cancelled).minus(shipped);
  return open.lt(zero) ? zero : open;
}
