import { column, defineTable, type Migration } from '@penstock/persistence';

/** The smallest ledger: what is on hand of a product, and after how many movements. */
export const stocks = defineTable({
  name: 'stock',
  key: ['productId'],
  columns: { productId: column.text(), onHand: column.integer(), movements: column.integer() },
  initial: () => ({ onHand: 0, movements: 0 }),
});

/** Each effect with its place in the order of its product, for those who check from outside. */
export const effects = defineTable({
  name: 'effect',
  key: ['productId', 'nth'],
  columns: { productId: column.text(), nth: column.integer(), eventId: column.uuid(), delta: column.integer() },
  initial: () => ({ eventId: '00000000-0000-0000-0000-000000000000', delta: 0 }),
});

interface Statements {
  query(sql: string): Promise<unknown>;
}

export class StockTables1790000000000 implements InstanceType<Migration> {
  name = 'StockTables1790000000000';

  async up(db: Statements): Promise<void> {
    await db.query(
      'CREATE TABLE stock (product_id text PRIMARY KEY, on_hand integer NOT NULL, movements integer NOT NULL)',
    );
    // No unique event id: a doubled effect must be able to happen, so that it can be found.
    await db.query(
      `CREATE TABLE effect (product_id text NOT NULL, nth integer NOT NULL, event_id uuid NOT NULL, delta integer NOT NULL,
         committed_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (product_id, nth))`,
    );
  }

  async down(db: Statements): Promise<void> {
    await db.query('DROP TABLE stock, effect');
  }
}
