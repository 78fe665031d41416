import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule, type ServiceConfig, UnitsOfWork } from '@penstock/messaging';
import { Channels } from './channels/channels.js';
import { PostgresRawInputs } from './raw-inputs/postgres-raw-inputs.js';
import { RawInputs } from './raw-inputs/raw-input.js';
import { orderIngest } from './service.js';
import { ShopifyWebhookController } from './webhook-intake/shopify-webhook.controller.js';

@Module({})
export class AppModule {
  static for(config: ServiceConfig, channels: Channels): DynamicModule {
    return {
      module: AppModule,
      imports: [MessagingModule.for(orderIngest(config.entity), config)],
      controllers: [ShopifyWebhookController],
      providers: [
        { provide: Channels, useValue: channels },
        {
          provide: RawInputs,
          inject: [UnitsOfWork],
          useFactory: (units: UnitsOfWork) => new PostgresRawInputs(units.database),
        },
      ],
    };
  }
}
