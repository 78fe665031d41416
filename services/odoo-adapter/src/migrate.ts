import { defineConfig, loadConfig } from '@penstock/config';
import { messagingSettings, migrate } from '@penstock/messaging';
import { log } from '@penstock/observability';
import { migrations } from './migrations/index.js';
import { SERVICE_NAME } from './service.js';

const { databaseUrl } = loadConfig(defineConfig({ databaseUrl: messagingSettings.databaseUrl }), process.env);
const ran = await migrate(SERVICE_NAME, databaseUrl, migrations);
log.info({ migrations: ran }, ran.length === 0 ? 'the tables are up to date' : `${ran.length} migrations ran`);
