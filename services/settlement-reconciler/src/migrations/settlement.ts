import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** Both sides of a settlement: what was captured, and what the provider paid out. */
export class Settlement1790000000000 implements InstanceType<Migration> {
  name = 'Settlement1790000000000';

  async up(db: Statements): Promise<void> {
    await db.query(`
      CREATE TABLE payment (
        payment_id text PRIMARY KEY,
        order_id text,
        reference text,
        amount numeric NOT NULL,
        currency text NOT NULL,
        captured_at timestamptz NOT NULL,
        traceparent text
      )`);
    await db.query(`CREATE INDEX payment_by_reference ON payment (reference) WHERE reference IS NOT NULL`);
    await db.query(`
      CREATE TABLE payment_reference (
        provider text NOT NULL,
        reference text NOT NULL,
        PRIMARY KEY (provider, reference)
      )`);
    await db.query(`
      CREATE TABLE payout (
        payout_id text PRIMARY KEY,
        provider text NOT NULL,
        account text NOT NULL,
        provider_payout_id text,
        amount numeric NOT NULL,
        currency text NOT NULL,
        created_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('importing', 'proven', 'disputed', 'failed')),
        line_count integer NOT NULL CHECK (line_count >= 0)
      )`);
    await db.query(`
      CREATE TABLE settlement_line (
        line_id text PRIMARY KEY,
        payout_id text NOT NULL,
        provider text NOT NULL,
        provider_line_id text NOT NULL,
        kind text NOT NULL,
        provider_type text NOT NULL,
        charge_reference text,
        gross numeric NOT NULL,
        fee numeric NOT NULL,
        net numeric NOT NULL,
        currency text NOT NULL,
        created_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'matched', 'exception')),
        exception_kind text,
        payment_id text,
        due_at timestamptz NOT NULL,
        CHECK (net = gross - fee)
      )`);
    await db.query(
      `CREATE INDEX settlement_line_by_charge ON settlement_line (charge_reference) WHERE charge_reference IS NOT NULL`,
    );
    await db.query(`CREATE INDEX settlement_line_by_payout ON settlement_line (payout_id)`);
    await db.query(`CREATE INDEX settlement_line_waiting ON settlement_line (due_at) WHERE state = 'waiting'`);
    // Two lines must never settle one payment.
    await db.query(
      `CREATE UNIQUE INDEX settlement_line_by_payment ON settlement_line (payment_id) WHERE payment_id IS NOT NULL`,
    );
    await db.query(`CREATE TABLE import_cursor (account text PRIMARY KEY, created_after timestamptz)`);
  }

  async down(db: Statements): Promise<void> {
    await db.query('DROP TABLE import_cursor, settlement_line, payout, payment_reference, payment');
  }
}
