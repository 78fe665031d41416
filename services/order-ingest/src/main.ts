import { readFileSync } from 'node:fs';
import { loadConfig } from '@penstock/config';
import { runService } from '@penstock/messaging';
import { AppModule } from './app.module.js';
import { Channels } from './channels/channels.js';
import { readChannelsFile } from './channels/channels-file.js';
import { config as definition } from './config.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const config = loadConfig(definition, process.env);
const channels = new Channels(config.entity, readChannelsFile(config.channelsFile, process.env));

await runService({
  name: 'order-ingest',
  version,
  module: AppModule.for(config, channels),
  config,
  http: { bodyLimitBytes: config.bodyLimitBytes },
});
