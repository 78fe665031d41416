import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { verifyWebhook } from '@penstock/connector-shopify';
import { problem } from '@penstock/http';
import { Wake } from '@penstock/messaging';
import { counter, currentTraceparent, logger, trace } from '@penstock/observability';
import { Channels, type ShopifyChannel } from '../channels/channels.js';
import { type Fact, type Reading, readFact } from '../normalising/fact.js';
import { type Kept, type RawInput, RawInputs } from '../raw-inputs/raw-input.js';
import { type DeliveryHeaders, headerOf, readHeaders } from './delivery.js';
import { notUnderstood, noteRefusal } from './refusals.js';

const log = logger('order-ingest.webhook');
const taken = counter('penstock.webhook.taken', {
  description:
    'Webhooks that were kept and answered with success, repeated ones too, by channel and whether they were new.',
  unit: '{webhook}',
});

/**
 * `POST /webhooks/shopify/{channel}`: keeps a genuine delivery and answers; events follow from what is kept.
 * Source: https://shopify.dev/docs/apps/build/webhooks/subscribe/https (an answer within five seconds, or it is sent again).
 */
@Controller('webhooks/shopify')
export class ShopifyWebhookController {
  constructor(
    @Inject(Channels) private readonly channels: Channels,
    @Inject(RawInputs) private readonly rawInputs: RawInputs,
    @Inject(Wake) private readonly wake: Wake,
  ) {}

  /** @throws {Problem} 404 unknown channel, 401 signature, 400 headers or not JSON, 422 not what the topic says */
  @Post(':channel')
  @HttpCode(200)
  async receive(
    @Param('channel') name: string,
    @Headers() headers: Record<string, string | string[] | undefined>,
    @Body() body: Buffer = Buffer.alloc(0),
  ): Promise<{ kept: Kept }> {
    const channel = this.genuine(name, headers, body);
    const delivery = readHeaders(headers);
    const reading = readFact(delivery.topic, body, { entity: this.channels.entity, channel: channel.name });
    const kept = await this.rawInputs.keep(rawInputOf(channel, delivery, body, reading));
    describe(delivery, reading);
    if (kept === 'contradicted') {
      const facts = { channel: channel.name, topic: delivery.topic, webhookId: delivery.webhookId };
      log.error({ alarm: 'WEBHOOK_ID_REUSED', ...facts }, 'a webhook id came again with other bytes; both are kept');
    }
    if (reading.kind === 'refused') {
      noteRefusal('not-understood', channel.name, { topic: delivery.topic, webhookId: delivery.webhookId });
      throw notUnderstood(delivery.topic, reading.problems);
    }
    taken.add(1, { channel: channel.name, kept });
    if (kept !== 'repeated') this.wake.all();
    return { kept };
  }

  private genuine(name: string, headers: Record<string, string | string[] | undefined>, body: Buffer): ShopifyChannel {
    const channel = this.channels.shopifyNamed(name);
    if (!channel) {
      noteRefusal('unknown-channel', name.slice(0, 64));
      throw problem(404, { type: '/problems/unknown-channel', detail: 'There is no such channel.' });
    }
    if (verifyWebhook(body, headerOf(headers, 'X-Shopify-Hmac-SHA256'), channel.webhookSecrets)) return channel;
    noteRefusal('signature', channel.name);
    throw problem(401, {
      type: '/problems/signature',
      detail: 'The signature is missing, or is not that of these bytes.',
    });
  }
}

function rawInputOf(channel: ShopifyChannel, delivery: DeliveryHeaders, body: Buffer, reading: Reading): RawInput {
  const fact = factOf(reading);
  return {
    ...delivery,
    channel: channel.name,
    body,
    state: ({ fact: 'pending', nothing: 'ignored', refused: 'rejected' } as const)[reading.kind],
    reason: reasonOf(reading),
    orderId: fact?.orderId ?? null,
    subjectId: fact?.subjectId ?? null,
    traceparent: currentTraceparent() ?? null,
  };
}

const factOf = (reading: Reading): Fact | undefined => (reading.kind === 'fact' ? reading.fact : undefined);

function reasonOf(reading: Reading): string | null {
  if (reading.kind === 'nothing') return reading.why;
  return reading.kind === 'refused' ? reading.problems.map(({ message }) => message).join('; ') : null;
}

/** Makes the request's span findable by what it brought. */
function describe(delivery: DeliveryHeaders, reading: Reading): void {
  const fact = factOf(reading);
  trace.getActiveSpan()?.setAttributes({
    'penstock.webhook.topic': delivery.topic,
    'penstock.webhook.id': delivery.webhookId,
    ...(fact && { 'penstock.order.id': fact.orderId, 'penstock.correlation.id': fact.orderId }),
    ...(fact?.orderNumber && { 'penstock.order.number': fact.orderNumber }),
  });
}
