import { Module, type DynamicModule } from '@nestjs/common';
import { Wake } from '@penstock/messaging';
import { Channels } from '../channels/channels.js';
import { type Kept, type RawInput, RawInputs } from '../raw-inputs/raw-input.js';
import { ShopifyWebhookController } from './shopify-webhook.controller.js';

/** Keeps what it is given; answers as it is told. */
export class RememberedInputs extends RawInputs {
  readonly inputs: RawInput[] = [];
  answer: Kept | Error = 'new';

  async keep(input: RawInput): Promise<Kept> {
    if (this.answer instanceof Error) throw this.answer;
    this.inputs.push(input);
    return this.answer;
  }
}

/** The webhook endpoint by itself, for the spec; here because decorators are compiled only in files outside of specs. */
@Module({})
export class WebhookApp {
  static for(rawInputs: RawInputs, wake: Wake): DynamicModule {
    const channels = new Channels('main', [{ name: 'demo-shop', webhookSecrets: ['old', 'new'] }]);
    return {
      module: WebhookApp,
      controllers: [ShopifyWebhookController],
      providers: [
        { provide: Channels, useValue: channels },
        { provide: RawInputs, useValue: rawInputs },
        { provide: Wake, useValue: wake },
      ],
    };
  }
}
