import { readFileSync } from 'node:fs';
import { loadConfig } from '@penstock/config';
import { runService } from '@penstock/messaging';
import { AppModule } from './app.module.js';
import { channelOf } from './channels/channel.js';
import { readChannelsFile } from './channels/channels-file.js';
import { config as definition } from './config.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const config = loadConfig(definition, process.env);
const channels = readChannelsFile(config.channelsFile).map((entry) => channelOf(entry, process.env));
const { entity, compareHoldMs, balanceCheckMs, snapshotZone, snapshotKeepDays } = config;
const drift = {
  odooPolicy: config.odooDriftPolicy,
  channelPolicy: config.channelDriftPolicy,
  everyMs: config.driftEveryMs,
  settleMs: config.driftSettleMs,
  overdueMs: config.driftOverdueMs,
};

await runService({
  name: 'inventory-propagator',
  version,
  module: AppModule.for(
    config,
    {
      ...{ entity, channels, compareHoldMs, balanceCheckMs, drift },
      ...{ snapshotZone, snapshotKeepDays },
    },
    config.checkoutsOnly,
  ),
  config,
});
