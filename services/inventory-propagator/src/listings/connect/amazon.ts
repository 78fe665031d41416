import { AccessToken, AmazonAccount, allowedRate, DEFAULT_RATE } from '@penstock/connector-amazon';
import { createHttpClient } from '@penstock/http';
import type { Channel, Protocol } from '../../channels/channel.js';
import type { QuantitiesRead } from '../../drift/quantity-reader.js';
import { AmazonListings } from '../amazon-listings.js';
import { LISTING_DELETED, refusal } from '../refusal.js';
import type { Connection } from './connection.js';
import { unread } from './unread.js';

/** One call each: at Amazon's rate some two seconds. */
const PAGE = 10;

export function connectAmazon(
  { destination, http, concurrency }: Channel,
  { sellerId, marketplaceId, loginUrl, credentials }: Extract<Protocol, { kind: 'amazon' }>,
): Connection {
  const paced = { ...http, burst: DEFAULT_RATE.burst, rateFrom: allowedRate };
  const login = createHttpClient({ name: `${destination} login`, baseUrl: loginUrl });
  const account = new AmazonAccount({
    ...{ sellerId, marketplaceId },
    token: new AccessToken(login, credentials),
    patches: createHttpClient(paced),
    reads: createHttpClient({ ...paced, name: `${destination} read` }),
  });
  return {
    listings: (entity) => new AmazonListings(destination, account, entity, concurrency),
    readFirst: true,
    reader: {
      destination,
      pageSize: PAGE,
      async read(refs): Promise<QuantitiesRead> {
        const quantities = new Map<string, number | null>();
        for (const ref of refs) {
          const answer = await account.read(ref);
          const gone = answer.kind === 'refused' && refusal(answer.code, answer.message).code === LISTING_DELETED;
          if (answer.kind !== 'read' && !gone) return unread(answer);
          quantities.set(ref, answer.kind === 'read' ? answer.quantity : null);
        }
        return { kind: 'read', quantities };
      },
    },
  };
}
