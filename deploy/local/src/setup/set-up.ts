import { allEvents, earlierVersions, topics } from '@penstock/contracts';
import { createTopics } from '@penstock/kafka';
import { registerSchemas } from '@penstock/testing/stack';
import { migrate } from './migrations.js';
import { createRoles } from './roles.js';

export interface SetUp {
  /** The superuser's. */
  readonly postgresUrl: string;
  /** host:port, comma-separated. */
  readonly kafkaBrokers: string;
  /** The Confluent-compatible API's address. */
  readonly registryUrl: string;
  /** Of every service's roles. */
  readonly rolePassword: string;
  /** The catalogue has two counts for each topic. */
  readonly partitions: 'local' | 'production';
  readonly say: (line: string) => void;
}

/**
 * Prepares broker, registry and database for the services, all from the catalogue: topics, schemas, roles, tables. What is there already
 * is left as it is, so it may run before every start. Throws when any of it is refused.
 */
export async function setUp(to: SetUp): Promise<void> {
  await Promise.all([topicsAndSchemas(to), rolesAndTables(to)]);
}

async function topicsAndSchemas({ kafkaBrokers, registryUrl, partitions, say }: SetUp): Promise<void> {
  const [created, ids] = await Promise.all([
    createTopics(
      kafkaBrokers.split(','),
      topics.map((topic) => ({
        ...topic,
        partitions: partitions === 'local' ? topic.localPartitions : topic.partitions,
      })),
    ),
    registerSchemas(registryUrl, [...earlierVersions, ...allEvents]),
  ]);
  say(`${created.length} topics created, ${ids.size} schemas registered`);
}

async function rolesAndTables({ postgresUrl, rolePassword, say }: SetUp): Promise<void> {
  await createRoles(postgresUrl, rolePassword);
  await migrate(postgresUrl, rolePassword);
  say('The database has its roles and tables');
}
