import { type Decimal, decimalText } from '@penstock/domain';
import type { ReservationRow } from '../reservations/reservation.js';

/** One line of a reservation as callers see it. Quantities are decimal text in the product's unit. */
export interface LineAnswer {
  readonly lineId: string;
  readonly lineReference?: string;
  readonly productId: string | null;
  readonly sku: string | null;
  readonly unit: string;
  readonly quantity: string;
  /** Set aside for it now. */
  readonly reserved: string;
  readonly shipped: string;
  readonly cancelled: string;
  readonly state: string;
}

export interface ReservationAnswer {
  readonly orderReference: string;
  readonly orderId: string;
  /** `open` until the order is created or cancelled. */
  readonly order: 'open' | 'created' | 'cancelled';
  readonly lines: readonly LineAnswer[];
}

const text = (value: Decimal): string => decimalText(value);

export const lineAnswer = (row: ReservationRow, lineReference?: string): LineAnswer => ({
  lineId: row.lineId,
  ...(lineReference !== undefined && { lineReference }),
  productId: row.productId,
  sku: row.sku,
  unit: row.unit,
  quantity: text(row.ordered),
  reserved: text(row.reserved),
  shipped: text(row.shipped),
  cancelled: text(row.cancelled),
  state: row.state,
});
