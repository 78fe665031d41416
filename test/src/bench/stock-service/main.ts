import { defineConfig, loadConfig } from '@penstock/config';
import { MessagingModule, messagingSettings, runService } from '@penstock/messaging';
import { benchStock } from './service.js';

const config = loadConfig(defineConfig(messagingSettings), process.env);

await runService({ name: benchStock.name, version: '0', module: MessagingModule.for(benchStock, config), config });
