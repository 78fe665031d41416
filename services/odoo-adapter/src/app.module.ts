import { type DynamicModule, Module } from '@nestjs/common';
import { checkOdoo, createOdooClient, readMappingFile, serverClock } from '@penstock/connector-odoo';
import { provideHealthChecks } from '@penstock/http';
import { MessagingModule } from '@penstock/messaging';
import type { AdapterConfig } from './config.js';
import { LiveMappings } from './mapping/live-mappings.js';
import { OdooHealth } from './odoo-changes/odoo-health.js';
import { OdooBell } from './odoo-changes/wake/odoo-bell.js';
import { WAKE_SECRET, WakeController } from './odoo-changes/wake/wake.controller.js';
import { odooAdapter } from './service.js';

@Module({})
export class AppModule {
  static for(config: AdapterConfig): DynamicModule {
    const odoo = createOdooClient({
      name: `odoo.${config.odooInstance}`,
      url: config.odooUrl,
      database: config.odooDatabase,
      user: config.odooUser,
      password: config.odooPassword,
      protocol: config.odooProtocol,
      ...(config.odooLanguage !== undefined && { language: config.odooLanguage }),
      ...(config.odooTimeZone !== undefined && { timeZone: config.odooTimeZone }),
      timeoutMs: config.odooTimeoutMs,
      maxConcurrent: config.odooConcurrency,
      slowdown: config.odooSlowdownPercent / 100,
      bulkMs: config.odooBulkMs,
    });
    const health = new OdooHealth();
    const bell = new OdooBell();
    const file = readMappingFile(config.odooMappingFile);
    const clock = serverClock(config.odooUrl);
    const mappings = new LiveMappings(() => checkOdoo(odoo, file, clock));
    return {
      module: AppModule,
      imports: [MessagingModule.for(odooAdapter(config, odoo, health, mappings, bell), config)],
      controllers: [WakeController],
      providers: [
        { provide: OdooBell, useValue: bell },
        { provide: WAKE_SECRET, useValue: config.odooWebhookSecret },
        provideHealthChecks([], () => [
          { name: 'odoo credentials', check: () => health.assertLetIn() },
          { name: 'odoo mapping', check: () => mappings.assertWhole(), details: () => mappings.details() },
        ]),
      ],
    };
  }
}
