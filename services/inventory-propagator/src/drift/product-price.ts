import type { Money } from '@penstock/contracts';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import { type Decimal, money } from '@penstock/domain';

/** The list price of a product, for what is at stake where stock differs. */
export const productPrices = defineTable({
  name: 'product_price',
  key: ['productId'],
  columns: {
    productId: column.text(),
    /** Of one unit; null where no list price holds. */
    amount: column.nullable(column.decimal()),
    currency: column.nullable(column.text()),
    statedAt: column.nullable(column.instant()),
  },
  initial: () => ({ amount: null, currency: null, statedAt: null }),
});

export type ProductPriceRow = RowOf<typeof productPrices>;

/** What a difference is worth; null where no price is known. Its sign is of no interest: too much and too little both cost. */
export function valueAtRisk(price: ProductPriceRow | undefined, difference: Decimal): Money | null {
  if (!price || price.amount === null || price.currency === null) return null;
  return money(price.amount.times(difference.abs()), price.currency);
}
