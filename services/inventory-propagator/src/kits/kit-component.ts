import { column, defineTable, type RowOf } from '@penstock/persistence';
import { zero } from '@penstock/domain';

/** What one unit of a kit takes of one product. Written under the lock of the kit. */
export const kitComponents = defineTable({
  name: 'kit_component',
  key: ['kitProductId', 'componentProductId'],
  columns: {
    kitProductId: column.text(),
    componentProductId: column.text(),
    /** The SKU that the kit holds: an order names it, and not the product. Null while the kit holds none, and for what is no part any more. */
    kitSku: column.nullable(column.text()),
    /** In the unit of the component; zero where it was a part once: handlers write rows, and delete none. */
    quantity: column.decimal(),
  },
  initial: () => ({ kitSku: null, quantity: zero }),
});

export type KitComponentRow = RowOf<typeof kitComponents>;

/** The parts of a kit, among the rows of it. */
export const partsOf = (rows: readonly KitComponentRow[]): KitComponentRow[] =>
  rows.filter(({ quantity }) => quantity.gt(zero));
