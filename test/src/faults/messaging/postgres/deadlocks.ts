import pg from 'pg';
import { STOCK_SCHEMA } from '../../../stock-service/run.js';
import type { Fault, FaultSite } from '../fault.js';

const ENOUGH = 5;
const MOVEMENTS = 400;

/** Another program takes the locks of the service's rows against their order; PostgreSQL then ends the service's transactions. */
export const deadlocks: Fault = {
  name: 'deadlocks',
  id: 'deadlocks',
  async play(site) {
    await site.sql(
      'DO $$ BEGIN EXECUTE format($q$ALTER DATABASE %I SET deadlock_timeout = 10$q$, current_database()); END $$',
    );
    const stream = site.source.stream(MOVEMENTS);
    await (
      await site.start()
    ).ready;
    await site.until('there are rows to lock', async () => (await site.effects()) > MOVEMENTS);
    const other = new pg.Client({
      connectionString: site.stock.postgresUrl,
      options: `-c search_path=${STOCK_SCHEMA} -c deadlock_timeout=60s`, // the service finds the circle, so the service is ended
    });
    await other.connect();
    try {
      await site.until('there were deadlocks', async () => {
        await lockBackwards(other);
        return (await found(site)) >= ENOUGH;
      });
    } finally {
      await other.end();
    }
    await stream.stop();
    return found(site);
  },
};

async function lockBackwards(other: pg.Client): Promise<void> {
  const { rows } = await other.query<{ id: string }>('SELECT product_id AS id FROM stock ORDER BY product_id DESC');
  await other.query('BEGIN');
  for (const { id } of rows) await other.query('SELECT 1 FROM stock WHERE product_id = $1 FOR UPDATE', [id]);
  await other.query('COMMIT');
}

/** As the server counts them. */
async function found({ sql }: FaultSite): Promise<number> {
  const [row] = await sql<{ deadlocks: number }>(
    'SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.deadlocks ?? 0;
}
