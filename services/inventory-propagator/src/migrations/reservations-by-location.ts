import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reservations know which locations serve them, what of them waits for goods, when they end by themselves, and which of them are parts of a kit.
 * What the version before wrote is a reservation that any location may serve.
 */
export class ReservationsByLocation1798200000000 implements MigrationInterface {
  name = 'ReservationsByLocation1798200000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE customer_order
        ADD COLUMN channel text,
        ADD COLUMN updated_at timestamptz,
        ADD COLUMN cancelled_at timestamptz`);
    await db.query(`
      ALTER TABLE reservation
        ADD COLUMN backordered numeric NOT NULL DEFAULT 0 CHECK (backordered >= 0),
        ADD COLUMN allocations jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN priority integer NOT NULL DEFAULT 100,
        ADD COLUMN asked_at timestamptz,
        ADD COLUMN kit_line_id text,
        ADD COLUMN per_kit numeric,
        DROP CONSTRAINT reservation_state_check,
        DROP CONSTRAINT reservation_check1,
        ADD CONSTRAINT reservation_state_check CHECK (state IN
          ('expected', 'held', 'reserved', 'waiting', 'kit', 'rejected', 'released', 'expired', 'consumed')),
        ADD CONSTRAINT reservation_reserved_check1 CHECK
          (CASE state WHEN 'reserved' THEN reserved > 0 WHEN 'waiting' THEN true ELSE reserved = 0 END)`);
    await db.query(`CREATE INDEX reservation_expiring ON reservation (expires_at) WHERE expires_at IS NOT NULL`);
    await db.query(`
      CREATE INDEX reservation_backordered ON reservation (product_id, priority, asked_at) WHERE state = 'waiting'`);
    // Without the balances in its condition: PostgreSQL writes a new entry of every index whose condition names a changed column.
    await db.query(`CREATE INDEX product_backordered ON product (product_id) WHERE backordered > 0`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX product_backordered`);
    await db.query(`
      UPDATE reservation SET state = CASE WHEN reserved > 0 THEN 'reserved' ELSE 'released' END
      WHERE state IN ('waiting', 'kit', 'expired')`);
    await db.query(`
      ALTER TABLE reservation
        DROP CONSTRAINT reservation_state_check,
        DROP CONSTRAINT reservation_reserved_check1,
        DROP COLUMN backordered,
        DROP COLUMN allocations,
        DROP COLUMN expires_at,
        DROP COLUMN priority,
        DROP COLUMN asked_at,
        DROP COLUMN kit_line_id,
        DROP COLUMN per_kit,
        ADD CONSTRAINT reservation_state_check
          CHECK (state IN ('expected', 'held', 'reserved', 'rejected', 'released', 'consumed')),
        ADD CONSTRAINT reservation_check1 CHECK ((reserved > 0) = (state = 'reserved'))`);
    await db.query(`ALTER TABLE customer_order DROP COLUMN channel, DROP COLUMN updated_at, DROP COLUMN cancelled_at`);
  }
}
