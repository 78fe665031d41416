import { createDataSource, type Migration } from '@penstock/persistence';
import { schemaOf } from './nest/service-definition.js';
import { ClaimEvents1797800000000 } from './migrations/claim-events.js';
import { DeadLetterDecisions1795250000000 } from './migrations/dead-letter-decisions.js';
import { OutboxByLane1796600000000 } from './migrations/outbox-by-lane.js';
import { OutboxFloor1797700000000 } from './migrations/outbox-floor.js';
import { OutboxLanes1796500000000 } from './migrations/outbox-lanes.js';
import { MessagingTables1700000000000 } from './migrations/messaging-tables.js';

/**
 * Brings a service's schema up to date: the tables of messaging first, then the service's own. Run as the migrator role.
 * @returns the names of the migrations that ran now
 */
export async function migrate(service: string, url: string, own: readonly Migration[]): Promise<string[]> {
  const database = await createDataSource({
    url,
    schema: schemaOf(service),
    poolSize: 1,
    applicationName: `${service} migrations`,
    migrations: [
      ...[MessagingTables1700000000000, DeadLetterDecisions1795250000000],
      ...[OutboxLanes1796500000000, OutboxByLane1796600000000, OutboxFloor1797700000000],
      ...[ClaimEvents1797800000000, ...own],
    ],
  }).initialize();
  try {
    return (await database.runMigrations()).map((migration) => migration.name);
  } finally {
    await database.destroy();
  }
}
