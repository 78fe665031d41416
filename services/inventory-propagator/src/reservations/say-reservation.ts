import {
  type EventMeta,
  type ReleaseReason,
  ReservationRejected,
  StockReleased,
  StockReserved,
} from '@penstock/contracts';
import { type Decimal, decimal, zero } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { AskedLine } from './line-asked.js';
import type { Freed } from './line-ends.js';
import type { OrderLines } from './order-lines.js';
import { promisable } from './promise.js';
import { promisedTo, reservationIdOf, type ReservationRow, reservations } from './reservation.js';
import type { LineDecision } from './stated-line.js';

export type SaidOfLine = Outgoing<StockReserved> | Outgoing<StockReleased> | Outgoing<ReservationRejected>;

type Cause = Pick<EventMeta, 'entity'>;

const about = ({ entity }: Cause, line: ReservationRow) => ({
  reservationId: reservationIdOf(entity, line.lineId),
  orderId: line.orderId,
  lineId: line.kitLineId ?? line.lineId,
  productId: line.productId ?? '',
  locationId: null,
});

/** What is said of lines that were asked for, in their order: what each has now where it got something or was confirmed, or why it got nothing. */
export function sayDecisions(
  cause: Cause,
  lines: OrderLines,
  decisions: readonly LineDecision[],
  released: ReleaseReason = 'ORDER_CHANGED',
): SaidOfLine[] {
  return decisions.flatMap((decision) => [
    ...sayReleased(cause, decision.released, released),
    ...decision.promised.filter((row) => isNews(row, lines.before(row.lineId))).map((row) => sayReserved(cause, row)),
    ...(decision.rejected === null
      ? []
      : [sayRejected(cause, lines.get(decision.lineId), decision, decision.rejected)]),
  ]);
}

/** More is promised than before, or of other goods, or the same for another time. */
const isNews = (now: ReservationRow, before: ReservationRow): boolean =>
  promisedTo(now).gt(zero) &&
  (now.productId !== before.productId ||
    promisedTo(now).gt(promisedTo(before)) ||
    now.reserved.gt(before.reserved) ||
    now.expiresAt !== before.expiresAt);

/** States the whole of what a row is promised. */
export function sayReserved(cause: Cause, row: ReservationRow): Outgoing<StockReserved> {
  const { unit, backordered, expiresAt } = row;
  return say(StockReserved, {
    ...about(cause, row),
    quantity: { amount: promisedTo(row), unit },
    allocations: row.allocations.map(({ locationId, quantity }) => ({
      locationId,
      quantity: { amount: decimal(quantity), unit },
    })),
    expiresAt,
    backordered: backordered.gt(zero) ? { amount: backordered, unit } : null,
  });
}

function sayRejected(
  cause: Cause,
  line: ReservationRow,
  { wanted, available }: { readonly wanted: Decimal; readonly available: Decimal },
  reason: ReservationRejected['reason'],
): Outgoing<ReservationRejected> {
  const { unit } = line;
  const quantities = { quantity: { amount: wanted, unit }, available: { amount: available, unit } };
  return say(ReservationRejected, { ...about(cause, line), ...quantities, reason });
}

/** A line that was not even asked for: of a quantity that cannot be, too late, or beside one that cannot be had. */
export function sayRefused(
  cause: Cause,
  { orderId }: OrderLines,
  { lineId, stock, parts, quantity }: AskedLine,
  reason: ReservationRejected['reason'],
): Outgoing<ReservationRejected> {
  const { productId, unit } = stock.product;
  const there = parts.length > 0 ? zero : promisable(stock);
  return say(ReservationRejected, {
    ...about(cause, { ...reservations.initial({ lineId }), lineId, orderId, productId }),
    ...{ quantity, available: { amount: there, unit: unit ?? quantity.unit }, reason },
  });
}

export const sayReleased = (cause: Cause, freed: readonly Freed[], reason: ReleaseReason): Outgoing<StockReleased>[] =>
  freed.map(({ row, quantity }) =>
    say(StockReleased, { ...about(cause, row), quantity: { amount: quantity, unit: row.unit }, reason }),
  );
