import { defineConfig, loadConfig, setting } from '@penstock/config';
import { MessagingModule, messagingSettings, runService, type ServiceDefinition } from '@penstock/messaging';

/** Starts a version of the stock service as this process, by the environment. */
export async function startStockService(
  version: string,
  serviceOf: (topicPrefix: string, isRecorded: boolean) => ServiceDefinition,
): Promise<void> {
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
  const service = serviceOf(config.stockTopics, config.recordEffects);
  await runService({ name: service.name, version, module: MessagingModule.for(service, config), config });
}
