import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Balances beside on hand and reserved, each the sum of its movements, and what a ledger of transfers and expected goods needs.
 *
 * What is there already is carried over: one `carried` movement for each balance, so that sums hold from the first day. The version before this one
 * knows no such movements and may run beside it, or again after it: whatever it changes is carried over by triggers as it is written. They cost
 * this version the look at one condition a row, and go with the release after this one.
 */
export class StockLedger1798100000000 implements MigrationInterface {
  name = 'StockLedger1798100000000';

  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...columns, ...tables, ...carryOver, ...whatThePreviousVersionWrites])
      await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TRIGGER carry_reserved ON product');
    await db.query('DROP TRIGGER carry_on_hand ON stock_movement');
    await db.query('DROP FUNCTION carry_reserved()');
    await db.query('DROP FUNCTION carry_on_hand()');
    for (const table of ['ledger_finding', 'balance_check', 'expected_goods', 'stock_transfer'])
      await db.query(`DROP TABLE ${table}`);
    await db.query('ALTER TABLE stock_movement ALTER COLUMN level_day TYPE text');
    await db.query(
      `DELETE FROM stock_movement WHERE balance IS NOT NULL AND kind NOT IN ('adjusted', 'shipped', 'counted')`,
    );
    await db.query('ALTER TABLE stock_movement DROP CONSTRAINT stock_movement_of_a_balance');
    await db.query('ALTER TABLE stock_movement DROP COLUMN balance, DROP COLUMN stated');
    await db.query(`ALTER TABLE stock_movement ADD CHECK (kind IN ('adjusted', 'shipped', 'counted'))`);
    await db.query(
      'ALTER TABLE stock_level DROP COLUMN transit, DROP COLUMN quarantined, DROP COLUMN reserved, DROP COLUMN incoming, DROP COLUMN in_transit',
    );
    await db.query(
      'ALTER TABLE product DROP COLUMN unit_step, DROP COLUMN packs, DROP COLUMN quarantined, DROP COLUMN backordered, DROP COLUMN expected, DROP COLUMN revision',
    );
    await db.query('ALTER TABLE location DROP COLUMN transit');
  }
}

const columns = [
  `ALTER TABLE location ADD COLUMN transit boolean NOT NULL DEFAULT false`,
  `ALTER TABLE product
    ADD COLUMN unit_step numeric,
    ADD COLUMN packs jsonb,
    ADD COLUMN quarantined numeric NOT NULL DEFAULT 0,
    ADD COLUMN backordered numeric NOT NULL DEFAULT 0 CHECK (backordered >= 0),
    ADD COLUMN expected jsonb,
    ADD COLUMN revision integer NOT NULL DEFAULT 0`,
  `ALTER TABLE stock_level
    ADD COLUMN transit boolean NOT NULL DEFAULT false,
    ADD COLUMN quarantined numeric NOT NULL DEFAULT 0,
    ADD COLUMN reserved numeric NOT NULL DEFAULT 0,
    ADD COLUMN incoming numeric NOT NULL DEFAULT 0,
    ADD COLUMN in_transit numeric NOT NULL DEFAULT 0`,
  // Rows that change with every event: with room on their page a change needs no new entry in any index.
  `ALTER TABLE product SET (fillfactor = 60)`,
  `ALTER TABLE stock_level SET (fillfactor = 60)`,
  `ALTER TABLE stock_movement
    ADD COLUMN balance text CHECK (balance IN ('on_hand', 'reserved', 'quarantined', 'incoming', 'in_transit')),
    ADD COLUMN stated numeric,
    DROP CONSTRAINT stock_movement_kind_check`,
  // Rows of the version before have no balance, and are not read again for this.
  `ALTER TABLE stock_movement ADD CONSTRAINT stock_movement_of_a_balance
    CHECK (balance IS NOT NULL OR kind IN ('adjusted', 'shipped', 'counted')) NOT VALID`,
  // Sorted by bytes, the index that late counts use finds what belongs to a product, too: its movements begin with the product's id.
  `ALTER TABLE stock_movement ALTER COLUMN level_day TYPE text COLLATE "C"`,
];

const tables = [
  `CREATE TABLE stock_transfer (
    transfer_id text NOT NULL,
    product_id text NOT NULL,
    from_location_id text NOT NULL,
    to_location_id text NOT NULL,
    departures jsonb NOT NULL,
    arrivals jsonb NOT NULL,
    PRIMARY KEY (transfer_id, product_id, from_location_id, to_location_id)
  )`,
  `CREATE TABLE expected_goods (
    product_id text NOT NULL,
    expectation_id text NOT NULL,
    location_id text NOT NULL,
    stated numeric NOT NULL CHECK (stated >= 0),
    stated_at timestamptz,
    receipts jsonb NOT NULL,
    open numeric NOT NULL CHECK (open >= 0),
    expected_at timestamptz,
    reference text,
    PRIMARY KEY (product_id, expectation_id)
  )`,
  `CREATE TABLE balance_check (
    scope text PRIMARY KEY CHECK (scope = 'ledger'),
    after text NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    products integer NOT NULL
  )`,
  `CREATE TABLE ledger_finding (
    product_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('LEDGER_MISMATCH', 'NEGATIVE_STOCK')),
    figures text NOT NULL,
    found_at timestamptz NOT NULL,
    PRIMARY KEY (product_id, kind)
  )`,
];

/** @param from table and condition, with `event_id`, `position`, `quantity` and `balance` as the ones of the movement */
const carry = (movement: { balance: string; eventId: string; location: string; quantity: string; from: string }) => `
  INSERT INTO stock_movement (event_id, position, product_id, location_id, balance, kind, quantity, unit, cause, effective_at, level_day, applied, recorded_at)
  SELECT ${movement.eventId}, -1, p.product_id, ${movement.location}, '${movement.balance}', 'carried', ${movement.quantity}, coalesce(p.unit, 'unit'),
    'PREVIOUS_VERSION', now(), p.product_id || ' ' || ${movement.location}, true, now()
  FROM ${movement.from}`;

const carryOver = [
  carry({
    balance: 'on_hand',
    eventId: 'gen_random_uuid()',
    location: 'l.location_id',
    quantity: 'l.on_hand',
    from: 'stock_level l JOIN product p USING (product_id) WHERE l.on_hand <> 0',
  }),
  carry({
    balance: 'reserved',
    eventId: 'gen_random_uuid()',
    location: `''`,
    quantity: 'p.reserved',
    from: 'product p WHERE p.reserved <> 0',
  }),
];

const whatThePreviousVersionWrites = [
  // It writes levels before movements: the first movement of a batch finds what all of them came to.
  `CREATE FUNCTION carry_on_hand() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    difference numeric;
  BEGIN
    SELECT l.on_hand - (
      SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m
      WHERE m.level_day >= l.product_id || ' ' || l.location_id AND m.level_day < l.product_id || ' ' || l.location_id || '!'
        AND m.balance = 'on_hand')
    INTO difference FROM stock_level l WHERE l.product_id = NEW.product_id AND l.location_id = NEW.location_id;
    IF difference <> 0 THEN
      ${carry({ balance: 'on_hand', eventId: 'gen_random_uuid()', location: 'NEW.location_id', quantity: 'difference', from: 'product p WHERE p.product_id = NEW.product_id' })};
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER carry_on_hand AFTER INSERT ON stock_movement FOR EACH ROW WHEN (NEW.balance IS NULL) EXECUTE FUNCTION carry_on_hand()`,
  `CREATE FUNCTION carry_reserved() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${carry({ balance: 'reserved', eventId: 'gen_random_uuid()', location: `''`, quantity: 'NEW.reserved - OLD.reserved', from: 'product p WHERE p.product_id = NEW.product_id' })};
    RETURN NULL;
  END $$`,
  // This version never changes what is reserved without raising the revision.
  `CREATE TRIGGER carry_reserved AFTER UPDATE OF reserved ON product FOR EACH ROW
    WHEN (NEW.reserved <> OLD.reserved AND NEW.revision = OLD.revision) EXECUTE FUNCTION carry_reserved()`,
];
