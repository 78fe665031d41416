import type { Quantity, ReturnReceived } from '@penstock/contracts';
import { Missing } from '@penstock/messaging';
import type { ReservationRow } from '../reservations/reservation.js';

export interface DamagedGoods {
  readonly productId: string;
  readonly orderLineId: string;
  readonly quantity: Quantity;
}

/**
 * What came back of an order and cannot be sold again; of a kit its parts, for those are what stock is kept of.
 * @param known the order's lines
 * @throws {Missing} ORDER_LINE_UNKNOWN: the order comes by another topic, and a line may still wait for its product
 */
export function damagedGoods(event: ReturnReceived, known: readonly ReservationRow[]): DamagedGoods[] {
  return damagedLines(event).flatMap(({ orderLineId, quantity }) => {
    const goods = rowsOf(known, orderLineId).flatMap((row) => goodsOf(row, orderLineId, quantity));
    if (goods.length === 0)
      throw new Missing('ORDER_LINE_UNKNOWN', `which product line ${orderLineId} is of is not known yet`, {
        orderId: event.orderId,
        orderLineId,
      });
    return goods;
  });
}

/** The products of it, as far as they are known. */
export const damagedProducts = (event: ReturnReceived, known: readonly ReservationRow[]): string[] =>
  damagedLines(event).flatMap(({ orderLineId }) =>
    rowsOf(known, orderLineId).flatMap(({ productId }) => productId ?? []),
  );

const damagedLines = ({ lines }: ReturnReceived) => lines.filter(({ condition }) => condition === 'DAMAGED');

/** The row of a line, or of a kit those of its parts. */
function rowsOf(known: readonly ReservationRow[], orderLineId: string): readonly ReservationRow[] {
  const parts = known.filter(({ kitLineId, perKit }) => kitLineId === orderLineId && perKit !== null);
  return parts.length > 0 ? parts : known.filter(({ lineId, state }) => lineId === orderLineId && state !== 'kit');
}

function goodsOf({ productId, perKit, unit }: ReservationRow, orderLineId: string, quantity: Quantity): DamagedGoods[] {
  if (productId === null) return [];
  if (perKit === null) return [{ productId, orderLineId, quantity }];
  return [{ productId, orderLineId, quantity: { amount: quantity.amount.times(perKit), unit } }];
}
