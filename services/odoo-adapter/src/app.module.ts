import { type DynamicModule, Module } from '@nestjs/common';
import { createOdooClient } from '@penstock/connector-odoo';
import { provideHealthChecks } from '@penstock/http';
import { MessagingModule } from '@penstock/messaging';
import type { AdapterConfig } from './config.js';
import { OdooHealth } from './odoo-changes/odoo-health.js';
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
      timeoutMs: config.odooTimeoutMs,
      maxConcurrent: config.odooConcurrency,
      slowdown: config.odooSlowdownPercent / 100,
      bulkMs: config.odooBulkMs,
    });
    const health = new OdooHealth();
    return {
      module: AppModule,
      imports: [MessagingModule.for(odooAdapter(config, odoo, health), config)],
      providers: [provideHealthChecks([], () => [{ name: 'odoo credentials', check: () => health.assertLetIn() }])],
    };
  }
}
