import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StandInServer } from '../stand-in/server.js';
import { type RateLimit, TokenBucket } from '../stand-in/token-bucket.js';
import { refuse } from './errors.js';
import { listingOf, type Listing } from './listings.js';
import { patchInput, patchListing } from './patch.js';
import type { AccessTokens } from './tokens.js';

type Call = FastifyRequest<{ Params: { sellerId: string; sku: string } }>;

interface Account {
  readonly sellerId: string;
  readonly marketplaceId: string;
  readonly rate: RateLimit;
  readonly tokens: AccessTokens;
}

const PATH = '/listings/2021-08-01/items/:sellerId/:sku';

/** getListingsItem and patchListingsItem: https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference */
export function serveListings({ app, state }: StandInServer, account: Account): void {
  const { sellerId, marketplaceId, rate, tokens } = account;

  /** One bucket for each operation; answers for itself where the call may not pass. */
  const gate = () => {
    const bucket = new TokenBucket(rate);
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const { params, query, headers } = request as Call & { query: { marketplaceIds?: string } };
      const refusal = tokens.refusalOf(headers['x-amz-access-token']);
      if (refusal !== undefined) return refuse(reply, 403, refusal);
      reply.header('x-amzn-ratelimit-limit', String(rate.perSecond));
      if (!bucket.take()) return refuse(reply, 429);
      if (params.sellerId !== sellerId) return refuse(reply, 403);
      if (query.marketplaceIds !== marketplaceId) return refuse(reply, 400, '', "Invalid 'marketplaceIds' provided.");
      return undefined;
    };
  };

  app.get(PATH, { preHandler: gate() }, async (request, reply) => {
    const { sku } = (request as Call).params;
    const listing = listingOf(state, sku);
    return listing?.buyable
      ? itemJson(listing, marketplaceId)
      : refuse(reply, 404, '', `SKU '${sku}' not found in marketplace ${marketplaceId}`);
  });
  app.patch(PATH, { preHandler: gate() }, async (request, reply) => {
    const input = patchInput.safeParse(jsonOf(request.body));
    if (!input.success) return refuse(reply, 400);
    return patchListing(state, (request as Call).params.sku, input.data);
  });
}

function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined; // answered as Amazon answers it: InvalidInput
  }
}

const itemJson = ({ sku, quantity }: Listing, marketplaceId: string) => ({
  sku,
  summaries: [
    { marketplaceId, productType: 'PRODUCT', status: quantity ? ['BUYABLE', 'DISCOVERABLE'] : ['DISCOVERABLE'] },
  ],
  fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', ...(quantity !== null && { quantity }) }],
});
