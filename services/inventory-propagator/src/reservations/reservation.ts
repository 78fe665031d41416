import { canonicalId, type Decimal, zero } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import type { AllocationRow } from './allocation.js';

/**
 * What happened to the promise for an order line:
 * `expected` (shipped or cancelled before the order was heard of), `held` (its SKU is unknown), `reserved`, `waiting` (some or all of it is
 * promised beyond what is there), `kit` (its parts are promised instead), `rejected`, `released` (given up), `expired` (given up because the
 * order did not come in time), `consumed` (shipped).
 */
export type ReservationState =
  'expected' | 'held' | 'reserved' | 'waiting' | 'kit' | 'rejected' | 'released' | 'expired' | 'consumed';

/**
 * One for each order line, whoever asks and however often; where the line is a kit, one more for each of its parts. Read and written under the
 * lock of its order, and what changes a balance under the lock of its product as well.
 */
export const reservations = defineTable({
  name: 'reservation',
  key: ['lineId'],
  columns: {
    /** `orl_…`; `orl_… prd_…` for a part of a kit. */
    lineId: column.text(),
    orderId: column.text(),
    state: column.text<ReservationState>(),
    sku: column.nullable(column.text()),
    /** The SKU a held line waits for; null otherwise. */
    waitingSku: column.nullable(column.text()),
    productId: column.nullable(column.text()),
    /** Of every quantity of the row: the product's, once that is known. */
    unit: column.text(),
    ordered: column.decimal(),
    cancelled: column.decimal(),
    shipped: column.decimal(),
    /** What is set aside now against what is there; a part of the product's `reserved`. */
    reserved: column.decimal(),
    /** What is promised beyond what is there; a part of the product's `backordered`. */
    backordered: column.decimal(),
    /** Of what is reserved, what locations serve; the rest is bound to none. */
    allocations: column.json<readonly AllocationRow[]>(),
    /** When it ends by itself; null once the order was taken. */
    expiresAt: column.nullable(column.instant()),
    /** Of two that wait the lower number is served first. */
    priority: column.integer(),
    /** Since when it is promised: of two of one priority the earlier is served first. */
    askedAt: column.nullable(column.instant()),
    /** The kit's line, where the row is one of its parts. */
    kitLineId: column.nullable(column.text()),
    /** How much of the part one kit takes. */
    perKit: column.nullable(column.decimal()),
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
    backordered: zero,
    allocations: [],
    expiresAt: null,
    priority: 100,
    askedAt: null,
    kitLineId: null,
    perKit: null,
  }),
});

export type ReservationRow = RowOf<typeof reservations>;

/**
 * A view of the same table, read without the lock of an order for nothing but the names of orders: those that wait for a SKU, or the one that has a
 * line. A declaration of its own, because rows read that way must not be taken for ones that were read under their order's lock.
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

/** The key of a part of a kit's line. */
export const partIdOf = (lineId: string, productId: string): string => `${lineId} ${productId}`;

/** What is still to be served of a line; never negative. */
export function openOf({ ordered, cancelled, shipped }: ReservationRow): Decimal {
  const open = ordered.minus(cancelled).minus(shipped);
  return open.lt(zero) ? zero : open;
}

/** What is promised to a line: what is set aside for it, and what it waits for. */
export const promisedTo = ({ reserved, backordered }: ReservationRow): Decimal => reserved.plus(backordered);
