import { join } from 'node:path';
import { allEvents, topics } from '@penstock/contracts';
import { createTopics } from '@penstock/kafka';
import { registerSchemas, type Stack } from '@penstock/testing/stack';
import { type Query, withQuery } from '../../measuring/query.js';
import { adapterDatabase } from './adapter-database.js';
import { type AdapterProcess, adapterProcess, standInLimits } from './adapter.js';
import { prepareCommerce } from './commerce.js';
import { Odoo } from './json-rpc.js';
import { mappingEnvironment } from './mapping-file.js';
import { type OdooServer, odooServer } from './odoo-server.js';
import { Source } from './source.js';
import { Warehouse } from './warehouse.js';
import { Witness } from './witness.js';

/** Where days are played: a real Kafka, registry and PostgreSQL, an Odoo, and processes of the adapter between them. */
export interface Site {
  readonly server: OdooServer;
  readonly odoo: Odoo;
  readonly warehouse: Warehouse;
  readonly source: Source;
  readonly witness: Witness;
  /** Processes of the adapter; only the first runs unless somebody starts others. */
  readonly adapters: readonly [AdapterProcess, AdapterProcess];
  /** The adapter's tables. */
  readonly sql: Query;
  readonly say: (line: string) => void;
}

/** Opens a site on a stack, with the Odoo of the environment or the stand-in; does the work, and ends all it started. */
export async function withSite<Result>(
  at: { stack: Stack; dataDir: string; say: (line: string) => void },
  work: (site: Site) => Promise<Result>,
): Promise<Result> {
  const { stack, dataDir, say } = at;
  const addresses = { kafkaBrokers: stack.kafkaBrokers, registryUrl: stack.registryUrl };
  await createTopics(
    [stack.kafkaBrokers],
    topics.map((topic) => ({ ...topic, partitions: topic.localPartitions })),
  );
  await registerSchemas(stack.registryUrl, allEvents);
  const databaseUrl = await adapterDatabase(stack.postgresUrl, 'odoo_day');
  const server = await odooServer(process.env, dataDir);
  await server.process?.start();
  const odoo = new Odoo(server.login);
  const warehouse = await Warehouse.of(odoo);
  await prepareCommerce(odoo);
  const env = {
    ...(server.isStandIn && standInLimits),
    ...(await mappingEnvironment(odoo, join(dataDir, 'odoo-mapping.yaml'))),
  };
  const around = { ...addresses, databaseUrl, odoo: server.login, dataDir, env };
  const adapters = [await adapterProcess(around, 1), await adapterProcess(around, 2)] as const;
  const source = await Source.open({ ...addresses, dataDir });
  const witness = await Witness.call(addresses);
  try {
    say(`Odoo is ${server.isStandIn ? 'the stand-in' : server.login.url}`);
    return await withQuery(databaseUrl, (sql) =>
      work({ server, odoo, warehouse, source, witness, adapters, sql, say }),
    );
  } finally {
    await Promise.all(adapters.map((adapter) => adapter.stop()));
    await witness.leave();
    await source.close();
    await server.process?.stop();
  }
}
