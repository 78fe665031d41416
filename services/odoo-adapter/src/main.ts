import { readFileSync } from 'node:fs';
import { loadConfig } from '@penstock/config';
import { runService } from '@penstock/messaging';
import { AppModule } from './app.module.js';
import { configDefinition } from './config.js';
import { SERVICE_NAME } from './service.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const config = loadConfig(configDefinition, process.env);

await runService({ name: SERVICE_NAME, version, module: AppModule.for(config), config });
