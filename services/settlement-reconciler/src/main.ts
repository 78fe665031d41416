import { readFileSync } from 'node:fs';
import { loadConfig } from '@penstock/config';
import { MessagingModule, runService } from '@penstock/messaging';
import { config as definition } from './config.js';
import { settlementReconciler } from './service.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const config = loadConfig(definition, process.env);
const service = settlementReconciler(config);

await runService({ name: service.name, version, module: MessagingModule.for(service, config), config });
