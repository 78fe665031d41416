import type { QuantRecord } from '@penstock/connector-odoo';
import { type Decimal, zero } from '@penstock/domain';

/** Stock of one product in one place. */
export interface OnHand {
  readonly productOdooId: number;
  readonly locationOdooId: number;
  readonly quantity: Decimal;
}

/** Adds up quants per product and place: lots, packages, and now and then a spare row with a negative part, make several of one pair. */
export function sumQuants(quants: readonly QuantRecord[]): OnHand[] {
  const sums = new Map<string, OnHand>();
  for (const quant of quants) {
    const productOdooId = quant.product_id.id;
    const locationOdooId = quant.location_id.id;
    const key = `${productOdooId} ${locationOdooId}`;
    const quantity = (sums.get(key)?.quantity ?? zero).plus(quant.quantity);
    sums.set(key, { productOdooId, locationOdooId, quantity });
  }
  return [...sums.values()];
}
