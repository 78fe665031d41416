import pg from 'pg';
import { DATABASE, roleOf, schemaOf, type Service, services } from '../services.js';

/**
 * Creates the database and, for each service, its schema with two roles: the migrator owns it, the runtime may use what is in it. No role
 * sees another service's schema. Everything that exists is left, except that passwords and grants are set again.
 */
export async function createRoles(superuserUrl: string, password: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    for (const service of services) {
      await createRole(client, roleOf(service, 'migrator'), password);
      await createRole(client, roleOf(service, 'runtime'), password);
    }
  });
  const url = new URL(superuserUrl);
  url.pathname = DATABASE;
  await withClient(url.toString(), async (client) => {
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC`);
    for (const service of services) await client.query(grants(service));
  });
}

async function createRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}

/** Default privileges speak of tables that the migrator will create; the search path lets each role see its own schema and no other. */
function grants(service: Service): string {
  const [schema, migrator, runtime] = [schemaOf(service), roleOf(service, 'migrator'), roleOf(service, 'runtime')];
  const future = `ALTER DEFAULT PRIVILEGES FOR ROLE ${migrator} IN SCHEMA ${schema} GRANT`;
  return `
    GRANT CONNECT ON DATABASE ${DATABASE} TO ${migrator}, ${runtime};
    CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${migrator};
    GRANT USAGE ON SCHEMA ${schema} TO ${runtime};
    ${future} SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${runtime};
    ${future} USAGE, SELECT ON SEQUENCES TO ${runtime};
    ALTER ROLE ${migrator} IN DATABASE ${DATABASE} SET search_path = ${schema};
    ALTER ROLE ${runtime} IN DATABASE ${DATABASE} SET search_path = ${schema}`;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
