import { type EventMeta, ReservationRejected, StockReleased, StockReserved } from '@penstock/contracts';
import type { Decimal } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import { availableOf, type Stock } from '../stock/stock.js';
import { type Decision } from './reserve.js';
import { openOf, reservationIdOf, type ReservationRow } from './reservation.js';

const about = (meta: EventMeta, line: ReservationRow, { product }: Stock) => ({
  reservationId: reservationIdOf(meta.entity, line.lineId),
  orderId: line.orderId,
  lineId: line.lineId,
  productId: product.productId,
  locationId: null,
});

/** What is said of a line that asked for stock; nothing where nothing of it was open. */
export function sayDecision(
  meta: EventMeta,
  { stock, line, rejected }: Decision,
): (Outgoing<StockReserved> | Outgoing<ReservationRejected>)[] {
  const { unit } = line;
  if (rejected) {
    const available = { amount: availableOf(stock), unit: stock.product.unit ?? unit };
    const quantity = { amount: openOf(line), unit };
    return [say(ReservationRejected, { ...about(meta, line, stock), quantity, available, reason: rejected })];
  }
  if (line.state !== 'reserved') return [];
  const quantity = { amount: line.reserved, unit };
  return [
    say(StockReserved, {
      ...{ ...about(meta, line, stock), quantity },
      ...{ allocations: [], expiresAt: null, backordered: null },
    }),
  ];
}

export const sayReleased = (
  meta: EventMeta,
  stock: Stock,
  line: ReservationRow,
  amount: Decimal,
): Outgoing<StockReleased> =>
  say(StockReleased, { ...about(meta, line, stock), quantity: { amount, unit: line.unit }, reason: 'ORDER_CANCELLED' });
