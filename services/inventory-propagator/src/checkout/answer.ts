import { decimalText, type Instant, isoOf } from '@penstock/domain';
import type { CustomerOrderRow } from '../reservations/customer-order.js';
import { promisedTo, type ReservationRow } from '../reservations/reservation.js';
import { kitsOf } from '../reservations/stated-line.js';

/** One line of a reservation as callers see it. Quantities are decimal text in `unit`. */
export interface LineAnswer {
  readonly lineId: string;
  readonly lineReference?: string;
  readonly productId: string | null;
  readonly sku: string | null;
  readonly unit: string;
  readonly quantity: string;
  /** Promised to it now, out of what is there or of what is to come. */
  readonly promised: string;
  /** Of that, what waits for goods. */
  readonly backordered: string;
  readonly state: ReservationRow['state'];
}

export interface ReservationAnswer {
  readonly orderReference: string;
  readonly orderId: string;
  /** `open` until the order is created or cancelled. */
  readonly order: 'open' | 'created' | 'cancelled';
  /** When what is promised ends by itself, ISO 8601 in UTC; null once the order was created, and where nothing is promised. */
  readonly expiresAt: string | null;
  readonly lines: readonly LineAnswer[];
}

const ORDER = { expected: 'open', taken: 'created', cancelled: 'cancelled' } as const;

/** @param references what the caller calls the lines, by line id, where it has just said so */
export function reservationAnswer(
  orderReference: string,
  { orderId, state }: CustomerOrderRow,
  rows: readonly ReservationRow[],
  references: ReadonlyMap<string, string> = new Map(),
): ReservationAnswer {
  const ends = rows.flatMap(({ expiresAt }) => expiresAt ?? []);
  return {
    orderReference,
    orderId,
    order: ORDER[state],
    expiresAt: ends.length === 0 ? null : isoOf(Math.min(...ends) as Instant),
    lines: rows
      .filter(({ kitLineId }) => kitLineId === null)
      .map((row) =>
        lineAnswer(
          row,
          rows.filter(({ kitLineId }) => kitLineId === row.lineId),
          references.get(row.lineId),
        ),
      ),
  };
}

function lineAnswer(row: ReservationRow, parts: readonly ReservationRow[], lineReference?: string): LineAnswer {
  const { lineId, productId, sku, unit, ordered, state } = row;
  const each = state === 'kit' ? parts.filter(({ perKit }) => perKit !== null) : [];
  const whole = each.map((part) => kitsOf(promisedTo(part), part));
  // A kit is promised as often as its scarcest part is.
  const promised = whole.reduce((fewest, kits) => (kits.lt(fewest) ? kits : fewest), whole[0] ?? promisedTo(row));
  return {
    lineId,
    ...(lineReference !== undefined && { lineReference }),
    ...{ productId, sku, unit },
    quantity: decimalText(ordered),
    promised: decimalText(promised),
    backordered: decimalText(row.backordered),
    state: state === 'kit' && each.some(({ backordered }) => backordered.gt('0')) ? 'waiting' : stateOf(state),
  };
}

/** That a line is a kit is nothing its caller has to know. */
const stateOf = (state: ReservationRow['state']): ReservationRow['state'] => (state === 'kit' ? 'reserved' : state);
