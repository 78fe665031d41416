import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type ServiceConfig } from '@penstock/messaging';
import { inventoryPropagator, type InventoryOptions } from './service.js';

@Module({})
export class AppModule {
  static for(config: ServiceConfig, options: InventoryOptions): DynamicModule {
    return { module: AppModule, imports: [MessagingModule.for(inventoryPropagator(options), config)] };
  }
}
