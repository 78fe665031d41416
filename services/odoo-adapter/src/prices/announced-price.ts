import { zero as NOTHING } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

/** A price as it was announced last: what one record in Odoo says of one product in one company. */
export const odooPrices = defineTable({
  name: 'odoo_price',
  key: ['record', 'productId', 'company'],
  columns: {
    /** Model and id, such as `product.pricelist.item:12`. */
    record: column.text(),
    productId: column.text(),
    company: column.text(),
    odooId: column.bigint(),
    /** Null for the list price of the product itself. */
    pricelist: column.nullable(column.text()),
    amount: column.decimal(),
    /** ISO 4217; empty before the first time. */
    currency: column.text(),
    minimumQuantity: column.decimal(),
    validFrom: column.nullable(column.instant()),
    validUntil: column.nullable(column.instant()),
    active: column.boolean(),
  },
  initial: () => ({
    ...{ odooId: 0n, pricelist: null, amount: NOTHING, currency: '', minimumQuantity: NOTHING },
    ...{ validFrom: null, validUntil: null, active: false },
  }),
});
export type Price = RowOf<typeof odooPrices>;

export type PriceModel = 'product.product' | 'product.pricelist.item';

export const recordOf = (model: PriceModel, id: number): string => `${model}:${id}`;
export const modelOf = ({ record }: Price): string => record.slice(0, record.indexOf(':'));

export const samePrice = (a: Price, b: Price): boolean =>
  a.currency === b.currency &&
  a.pricelist === b.pricelist &&
  a.active === b.active &&
  a.validFrom === b.validFrom &&
  a.validUntil === b.validUntil &&
  a.amount.eq(b.amount) &&
  a.minimumQuantity.eq(b.minimumQuantity);
