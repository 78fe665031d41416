import { codeOf } from '@penstock/persistence';
import pg from 'pg';
import { STOCK_SCHEMA } from '../../../stock-service/run.js';
import type { Fault } from '../fault.js';
import type { ServiceProcess } from '../service-process.js';

const DEADLOCK = '40P01';
const ENOUGH = 5;
const MOVEMENTS = 400;

/** Another program takes the locks of the service's rows against their order; PostgreSQL ends whoever closes the circle, mostly the service. */
export const deadlocks: Fault = {
  name: 'deadlocks',
  id: 'deadlocks',
  async play(site) {
    await site.sql(
      'DO $$ BEGIN EXECUTE format($q$ALTER DATABASE %I SET deadlock_timeout = 10$q$, current_database()); END $$',
    );
    const stream = site.source.stream(MOVEMENTS);
    const service = await site.start();
    await service.ready;
    await site.until('there are rows to lock', async () => (await site.effects()) > MOVEMENTS);
    const other = new pg.Client({
      connectionString: site.stock.postgresUrl,
      options: `-c search_path=${STOCK_SCHEMA}`,
    });
    await other.connect();
    try {
      await site.until('the service was ended by deadlocks', async () => {
        await lockBackwards(other);
        return refused(service) >= ENOUGH;
      });
    } finally {
      await other.end();
    }
    await stream.stop();
    return refused(service);
  },
};

async function lockBackwards(other: pg.Client): Promise<void> {
  const { rows } = await other.query<{ id: string }>('SELECT product_id AS id FROM stock ORDER BY product_id DESC');
  await other.query('BEGIN');
  try {
    for (const { id } of rows) await other.query('SELECT 1 FROM stock WHERE product_id = $1 FOR UPDATE', [id]);
  } catch (error) {
    if (codeOf(error) !== DEADLOCK) throw error; // else this time it was our turn
  }
  await other.query('ROLLBACK');
}

const refused = (service: ServiceProcess): number => service.log().split(`"code":"${DEADLOCK}"`).length - 1;
