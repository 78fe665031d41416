import { sendOffers } from '@penstock/connector-webhook';
import { createHttpClient } from '@penstock/http';
import type { Channel, Protocol } from '../../channels/channel.js';
import { WebhookListings } from '../webhook-listings.js';
import type { Connection } from './connection.js';

/** A webhook's address is whole: what follows its host belongs to each request. */
export function connectWebhook(
  { destination, http, concurrency }: Channel,
  { secrets }: Extract<Protocol, { kind: 'webhook' }>,
): Connection {
  const { origin, pathname, search } = new URL(http.baseUrl);
  const client = createHttpClient({ ...http, baseUrl: origin });
  const receiver = { destination, path: pathname + search, secrets };
  return {
    listings: (entity) =>
      new WebhookListings(destination, (offers) => sendOffers(client, receiver, offers), entity, concurrency),
    reader: null,
    readFirst: false,
  };
}
