import { nodeProcess } from '@penstock/local';
import { type Component, freePort } from '@penstock/testing/stack';

/** What a process of inventory-propagator runs against. */
export interface Surroundings {
  readonly kafkaBrokers: string;
  readonly registryUrl: string;
  readonly databaseUrl: string;
  readonly channelsFile: string;
  readonly dataDir: string;
}

/** One replica, and where it answers. */
export interface Propagator extends Component {
  /** Base address of its HTTP server. */
  readonly url: string;
}

/** One process of inventory-propagator, the compiled program. Not started yet. @param env what else its configuration takes */
export async function propagator(
  around: Surroundings,
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Propagator> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = nodeProcess({
    name,
    program: 'services/inventory-propagator/dist/main.js',
    env: {
      DATABASE_URL: around.databaseUrl,
      DATABASE_POOL_SIZE: '16',
      KAFKA_BROKERS: around.kafkaBrokers,
      KAFKA_SESSION_TIMEOUT_MS: '6000', // the least that brokers allow: how long a killed one keeps its partitions
      SCHEMA_REGISTRY_URL: around.registryUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      ENTITY: 'main',
      LOG_LEVEL: 'warn',
      CHANNELS_FILE: around.channelsFile,
      ...env,
    },
    readyUrl: `${url}/health/ready`,
    dataDir: around.dataDir,
  });
  return Object.assign(process, { url });
}
