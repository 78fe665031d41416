import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type ServiceConfig } from '@penstock/messaging';
import { CheckoutModule } from './checkout/checkout.module.js';
import { checkoutsOnly } from './checkout/checkouts-only.js';
import { inventoryPropagator, type InventoryOptions } from './service.js';

@Module({})
export class AppModule {
  /** @param isForCheckouts true where the process answers checkouts and nothing else */
  static for(config: ServiceConfig, options: InventoryOptions, isForCheckouts = false): DynamicModule {
    const { entity, channels } = options;
    const imports = [
      MessagingModule.for(isForCheckouts ? checkoutsOnly : inventoryPropagator(options), config),
      CheckoutModule.for(channels.map((channel) => ({ ...channel, entity, channel: channel.name }))),
    ];
    return { module: AppModule, imports };
  }
}
