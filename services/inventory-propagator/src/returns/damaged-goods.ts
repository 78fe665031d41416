import type { Quantity, ReturnReceived } from '@penstock/contracts';
import { Missing } from '@penstock/messaging';
import type { ReservationRow } from '../reservations/reservation.js';

export interface DamagedGoods {
  readonly productId: string;
  readonly orderLineId: string;
  readonly quantity: Quantity;
}

/**
 * What came back of an order and cannot be sold again.
 * @param known the order's lines
 * @throws {Missing} ORDER_LINE_UNKNOWN: the order comes by another topic, and a line may still wait for its product
 */
export function damagedGoods({ orderId, lines }: ReturnReceived, known: readonly ReservationRow[]): DamagedGoods[] {
  return lines
    .filter(({ condition }) => condition === 'DAMAGED')
    .map(({ orderLineId, quantity }) => {
      const productId = known.find(({ lineId }) => lineId === orderLineId)?.productId ?? null;
      if (productId === null)
        throw new Missing('ORDER_LINE_UNKNOWN', `which product line ${orderLineId} is of is not known yet`, {
          orderId,
          orderLineId,
        });
      return { productId, orderLineId, quantity };
    });
}
