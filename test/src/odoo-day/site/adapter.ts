import { join } from 'node:path';
import { nodeProcess } from '@penstock/local';
import { type Component, freePort } from '@penstock/testing/stack';
import type { OdooLogin } from './json-rpc.js';

export interface AdapterSurroundings {
  readonly kafkaBrokers: string;
  readonly registryUrl: string;
  readonly databaseUrl: string;
  readonly odoo: OdooLogin;
  readonly dataDir: string;
  /** What else its configuration takes, such as the mapping's file. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * How long the adapter waits for the stand-in, whose faults delay an answer by less: no request is under way in it for longer. In seconds what
 * takes minutes with a real Odoo.
 */
export const standInLimits = { ODOO_TIMEOUT_MS: '2000', ODOO_REQUEST_LIMIT_MS: '3000' };

/** With what those who run it look at. */
export interface AdapterProcess extends Component {
  /** Of health and metrics, without a path. */
  readonly url: string;
  readonly logFile: string;
}

/** One process of the adapter, the compiled program. Not started yet. */
export async function adapterProcess(around: AdapterSurroundings, nth: number): Promise<AdapterProcess> {
  const port = await freePort();
  const name = `odoo-adapter-${nth}`;
  const own = `http://127.0.0.1:${port}`;
  const { url, database, user, password } = around.odoo;
  const process = nodeProcess({
    name,
    program: 'services/odoo-adapter/dist/main.js',
    env: {
      DATABASE_URL: around.databaseUrl,
      DATABASE_POOL_SIZE: '10',
      KAFKA_BROKERS: around.kafkaBrokers,
      KAFKA_SESSION_TIMEOUT_MS: '6000', // the least that brokers allow: how long a killed one keeps its partitions
      SCHEMA_REGISTRY_URL: around.registryUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      ENTITY: 'main',
      LOG_LEVEL: 'info',
      ODOO_URL: url,
      ODOO_DATABASE: database,
      ODOO_USER: user,
      ODOO_PASSWORD: password,
      ODOO_POLL_INTERVAL_MS: '500',
      ...around.env,
    },
    readyUrl: `${own}/health/ready`,
    dataDir: around.dataDir,
  });
  return Object.assign(process, { url: own, logFile: join(around.dataDir, 'logs', `${name}.log`) });
}
