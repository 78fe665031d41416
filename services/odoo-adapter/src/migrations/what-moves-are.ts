import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** Goods in transit. Adds only: the version before works on, and what it takes over is told as it told it. */
export class WhatMovesAre1798700000000 implements InstanceType<Migration> {
  name = 'WhatMovesAre1798700000000';

  async up(db: Statements): Promise<void> {
    for (const statement of UP) await db.query(statement);
  }

  async down(db: Statements): Promise<void> {
    for (const statement of DOWN) await db.query(statement);
  }
}

const UP = [
  `ALTER TABLE odoo_seen ADD COLUMN from_transit text, ADD COLUMN to_transit text,
     ADD COLUMN transits boolean NOT NULL DEFAULT false`,
];

const DOWN = [`ALTER TABLE odoo_seen DROP COLUMN from_transit, DROP COLUMN to_transit, DROP COLUMN transits`];
