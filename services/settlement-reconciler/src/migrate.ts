import { defineConfig, loadConfig } from '@penstock/config';
import { log } from '@penstock/observability';
import { migrate, messagingSettings } from '@penstock/messaging';
import { migrations } from './migrations/index.js';

const { databaseUrl } = loadConfig(defineConfig({ databaseUrl: messagingSettings.databaseUrl }), process.env);
const ran = await migrate('settlement-reconciler', databaseUrl, migrations);
log.info({ migrations: ran }, ran.length === 0 ? 'the tables are up to date' : `${ran.length} migrations ran`);
