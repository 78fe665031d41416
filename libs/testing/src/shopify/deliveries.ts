import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Journal } from '../stand-in/journal.js';

/** One webhook and what became of it. */
export interface Delivery {
  /** `X-Shopify-Webhook-Id`: the same for every try and every duplicate. */
  readonly webhookId: string;
  readonly eventId: string;
  readonly topic: string;
  readonly url: string;
  readonly triggeredAt: string;
  readonly body: string;
  readonly signature: string;
  readonly state: 'pending' | 'delivered' | 'given up';
  readonly attempts: readonly { readonly at: string; readonly status: number | null; readonly error: string | null }[];
}

/** Shopify "will retry 8 times over the next 4 hours": https://shopify.dev/docs/apps/build/webhooks/troubleshooting-webhooks */
const RETRIES = 8;
const TIMEOUT_MS = 5000;

export interface DeliveryOptions {
  readonly shopDomain: string;
  readonly webhookSecret: string;
  readonly retryAfterMs: number;
}

export interface WebhookToSend {
  readonly topic: string;
  readonly url: string;
  readonly body: string;
  /** Shared by the webhooks of one action of a merchant or customer. */
  readonly eventId: string;
  readonly wrongSignature: boolean;
}

/** Sends webhooks as Shopify does; what was not delivered when the process ended goes on when it starts again. */
export class Deliveries {
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(
    readonly state: Journal,
    readonly options: DeliveryOptions,
  ) {}

  resume(): void {
    for (const delivery of this.all()) if (delivery.state === 'pending') this.#run(delivery, 0);
  }

  all(): Delivery[] {
    return this.state.all('delivery');
  }

  /** Notes the webhook down, so that it is sent even if the process dies now. */
  plan({ topic, url, body, eventId, wrongSignature }: WebhookToSend): Delivery {
    const secret = wrongSignature ? 'not-the-secret' : this.options.webhookSecret;
    const delivery: Delivery = {
      webhookId: randomUUID(),
      eventId,
      topic,
      url,
      triggeredAt: new Date().toISOString(),
      body,
      signature: createHmac('sha256', secret).update(body).digest('base64'),
      state: 'pending',
      attempts: [],
    };
    this.#save(delivery);
    return delivery;
  }

  /** Sends planned webhooks one after the other, each with so many duplicates at the same moment; a failed one does not hold up the next. */
  async send(planned: readonly Delivery[], duplicates: number): Promise<void> {
    for (const delivery of planned) {
      const extra = Array.from({ length: duplicates }, () => this.#post(delivery));
      await Promise.all([this.#attempt(delivery.webhookId), ...extra]);
      this.#run(delivery, this.options.retryAfterMs);
    }
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#running);
  }

  #run(delivery: Delivery, waitMs: number): void {
    const running = this.#retry(delivery.webhookId, waitMs).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #retry(webhookId: string, firstWaitMs: number): Promise<void> {
    const { signal } = this.#stopping;
    for (let wait = firstWaitMs; this.#get(webhookId)?.state === 'pending'; wait = Math.max(wait, 1) * 2) {
      await sleep(wait, undefined, { signal }).catch(() => undefined); // aborted: the process ends, the delivery stays pending
      if (signal.aborted) return;
      await this.#attempt(webhookId);
    }
  }

  async #attempt(webhookId: string): Promise<void> {
    const delivery = this.#get(webhookId);
    if (!delivery) return;
    const answer = await this.#post(delivery);
    if (this.#stopping.signal.aborted && answer.status === null) return;
    const attempts = [...delivery.attempts, { at: new Date().toISOString(), ...answer }];
    const taken = answer.status !== null && answer.status >= 200 && answer.status < 300;
    const state = taken ? 'delivered' : attempts.length > RETRIES ? 'given up' : 'pending';
    this.#save({ ...delivery, attempts, state });
  }

  async #post(delivery: Delivery): Promise<{ status: number | null; error: string | null }> {
    const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), this.#stopping.signal]);
    try {
      const { status } = await fetch(delivery.url, {
        method: 'POST',
        body: delivery.body,
        headers: this.#headers(delivery),
        signal,
      });
      return { status, error: null };
    } catch (error) {
      return { status: null, error: error instanceof Error ? String(error.cause ?? error.message) : String(error) };
    }
  }

  /** https://shopify.dev/docs/apps/build/webhooks#headers */
  #headers(delivery: Delivery): Record<string, string> {
    return {
      'content-type': 'application/json',
      'x-shopify-topic': delivery.topic,
      'x-shopify-hmac-sha256': delivery.signature,
      'x-shopify-webhook-id': delivery.webhookId,
      'x-shopify-event-id': delivery.eventId,
      'x-shopify-triggered-at': delivery.triggeredAt,
      'x-shopify-shop-domain': this.options.shopDomain,
      'x-shopify-api-version': '2026-04',
    };
  }

  #get(webhookId: string): Delivery | undefined {
    return this.state.get('delivery', webhookId);
  }

  #save(delivery: Delivery): void {
    this.state.put({ collection: 'delivery', key: delivery.webhookId, value: delivery });
  }
}
