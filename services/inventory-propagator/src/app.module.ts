import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type ServiceConfig } from '@penstock/messaging';
import { CheckoutModule } from './checkout/checkout.module.js';
import { inventoryPropagator, type InventoryOptions } from './service.js';

@Module({})
export class AppModule {
  static for(config: ServiceConfig, options: InventoryOptions): DynamicModule {
    const { entity, channels } = options;
    const imports = [
      MessagingModule.for(inventoryPropagator(options), config),
      CheckoutModule.for(channels.map((channel) => ({ ...channel, entity, channel: channel.name }))),
    ];
    return { module: AppModule, imports };
  }
}
