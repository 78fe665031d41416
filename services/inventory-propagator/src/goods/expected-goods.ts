import { column, defineTable, type RowOf } from '@penstock/persistence';
import { zero } from '@penstock/domain';

/** What came in of an expectation: `at` in microseconds since 1970, `quantity` as decimal text in the unit of the product. */
export interface Receipt {
  readonly at: number;
  readonly quantity: string;
}

/** One line of an inbound document, and what is still to come of it. Locked by itself, before its product. */
export const expectedGoods = defineTable({
  name: 'expected_goods',
  key: ['productId', 'expectationId'],
  columns: {
    productId: column.text(),
    expectationId: column.text(),
    locationId: column.text(),
    /** What the last statement said is to come. */
    stated: column.decimal(),
    /** When it was said; null while only receipts are known. */
    statedAt: column.nullable(column.instant()),
    /** What came in later than that. */
    receipts: column.json<readonly Receipt[]>(),
    /** Still to come: stated, less those receipts; never below zero. A part of what the level has incoming. */
    open: column.decimal(),
    expectedAt: column.nullable(column.instant()),
    reference: column.nullable(column.text()),
  },
  initial: () => ({
    locationId: '',
    stated: zero,
    statedAt: null,
    receipts: [],
    open: zero,
    expectedAt: null,
    reference: null,
  }),
});

export type ExpectedGoodsRow = RowOf<typeof expectedGoods>;
