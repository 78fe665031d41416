import { column, defineTable, type Migration } from '@penstock/persistence';
import { NO_STATION } from './events.js';

/** Each effect, with the station its movement came from; null where the version before wrote it. */
export const stationedEffects = defineTable({
  name: 'effect',
  key: ['productId', 'nth'],
  columns: {
    productId: column.text(),
    nth: column.integer(),
    eventId: column.uuid(),
    delta: column.integer(),
    station: column.nullable(column.text()),
  },
  initial: () => ({ eventId: '00000000-0000-0000-0000-000000000000', delta: 0, station: NO_STATION }),
});

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** Expands only: the version before goes on inserting rows without the column. */
export class EffectStation1790000000001 implements InstanceType<Migration> {
  name = 'EffectStation1790000000001';

  async up(db: Statements): Promise<void> {
    await db.query('ALTER TABLE effect ADD COLUMN station text');
  }

  async down(db: Statements): Promise<void> {
    await db.query('ALTER TABLE effect DROP COLUMN station');
  }
}
