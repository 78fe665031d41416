import { defineConfig, loadConfig, setting } from '@penstock/config';
import { MessagingModule, messagingSettings, runService } from '@penstock/messaging';
import { stockService } from './service.js';

const config = loadConfig(
  defineConfig({
    ...messagingSettings,
    stockTopics: setting.text({ env: 'STOCK_TOPICS', description: 'Prefix of the topics it reads and writes.' }),
    recordEffects: setting.flag({
      env: 'RECORD_EFFECTS',
      default: false,
      description: 'Write each effect down with its place in the order of its product.',
    }),
  }),
  process.env,
);
const service = stockService(config.stockTopics, config.recordEffects);

await runService({ name: service.name, version: '0', module: MessagingModule.for(service, config), config });
