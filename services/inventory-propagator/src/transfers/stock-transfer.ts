import { column, defineTable, type RowOf } from '@penstock/persistence';

/** Goods that left, or arrived, at one instant: `at` in microseconds since 1970, `quantity` as decimal text in the unit of the product. */
export interface Leg {
  readonly at: number;
  readonly quantity: string;
}

/** What was said of a product's transfer from one place to another. Locked by itself, after its product. */
export const stockTransfers = defineTable({
  name: 'stock_transfer',
  key: ['transferId', 'productId', 'fromLocationId', 'toLocationId'],
  columns: {
    transferId: column.text(),
    productId: column.text(),
    fromLocationId: column.text(),
    toLocationId: column.text(),
    /** By TransferStarted. */
    departures: column.json<readonly Leg[]>(),
    /** By TransferCompleted. */
    arrivals: column.json<readonly Leg[]>(),
  },
  initial: () => ({ departures: [], arrivals: [] }),
});

export type StockTransferRow = RowOf<typeof stockTransfers>;

/** The row that an event of a transfer is about. */
export const transferRef = (event: {
  transferId: string;
  productId: string;
  fromLocationId: string;
  toLocationId: string;
}) => {
  const { transferId, productId, fromLocationId, toLocationId } = event;
  return stockTransfers.one({ transferId, productId, fromLocationId, toLocationId });
};
