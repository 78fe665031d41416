import { type StandIn, createStandInServer } from '../stand-in/server.js';
import { TokenBucket } from '../stand-in/token-bucket.js';
import { batchInput, type Offer, Offers } from './offers.js';
import { demoWebhook, type WebhookStandInOptions } from './options.js';
import { doubtOf } from './signature.js';

export interface WebhookStandIn extends StandIn {
  offers(): Offer[];
  offerOf(ref: string): Offer | undefined;
  /** From now on these listings, and only these, are refused. */
  refuse(...refs: string[]): void;
}

/**
 * A partner that takes stock by signed webhook, at `POST /stock`, and does what docs/guides/channels.md asks of a receiver.
 * @throws when the port is taken
 */
export async function startWebhookStandIn(options: WebhookStandInOptions): Promise<WebhookStandIn> {
  const { secret = demoWebhook.secret, rate, refuses } = options;
  const server = createStandInServer(options);
  const { app, state } = server;
  const offers = new Offers(state);
  if (refuses) offers.refuse(refuses);
  const bucket = rate && new TokenBucket(rate);

  app.post('/stock', async (request, reply) => {
    const body = String(request.body);
    const doubt = doubtOf(request.headers, body, secret);
    if (doubt !== undefined) return reply.code(401).send({ message: doubt });
    if (bucket && !bucket.take()) {
      return reply
        .code(429)
        .header('retry-after', String(Math.ceil(bucket.secondsUntil())))
        .send({});
    }
    const input = batchInput.safeParse(JSON.parse(body));
    if (!input.success) return reply.code(422).send({ message: input.error.message });
    return offers.take(input.data.changes);
  });
  app.get('/_standin/offers', async () => offers.all());
  app.put('/_standin/refusals', async (request) => {
    const refs = JSON.parse(String(request.body)) as string[];
    offers.refuse(refs);
    return refs;
  });

  const url = await server.listen();
  return {
    url,
    state,
    requests: server.requests,
    offers: () => offers.all(),
    offerOf: (ref) => offers.of(ref),
    refuse: (...refs) => offers.refuse(refs),
    setFault: (fault) => server.faults.set(fault),
    close: server.close,
  };
}
