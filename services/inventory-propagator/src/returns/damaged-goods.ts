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
export function damagedGoods({ orderId, lines }: ReturnReceived, known: readonly ReservationRow[]): DamagedGoods[] {
  return lines
    .filter(({ condition }) => condition === 'DAMAGED')
    .flatMap(({ orderLineId, quantity }) => {
      const parts = known.filter(({ kitLineId, perKit }) => kitLineId === orderLineId && perKit !== null);
      const own = known.filter(({ lineId, state }) => lineId === orderLineId && state !== 'kit');
      const rows = parts.length > 0 ? parts : own;
      const goods = rows.flatMap((row) => goodsOf(row, orderLineId, quantity));
      if (goods.length === 0)
        throw new Missing('ORDER_LINE_UNKNOWN', `which product line ${orderLineId} is of is not known yet`, {
          orderId,
          orderLineId,
        });
      return goods;
    });
}

function goodsOf({ productId, perKit, unit }: ReservationRow, orderLineId: string, quantity: Quantity): DamagedGoods[] {
  if (productId === null) return [];
  const amount = perKit === null ? quantity.amount : quantity.amount.times(perKit);
  return [{ productId, orderLineId, quantity: perKit === null ? quantity : { amount, unit } }];
}
