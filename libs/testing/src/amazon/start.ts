import { type StandIn, createStandInServer } from '../stand-in/server.js';
import {
  allListings,
  dropListing,
  type Listing,
  listingOf,
  newListing,
  putListings,
  seedListings,
} from './listings.js';
import { serveListings } from './listings-api.js';
import { type AmazonStandInOptions, demoSeller } from './options.js';
import { AccessTokens } from './tokens.js';

export interface AmazonStandIn extends StandIn {
  listings(): Listing[];
  /** Null where it was never told; undefined where the SKU is not listed. */
  quantityOf(sku: string): number | null | undefined;
  addListing(sku: string): void;
  /** The seller takes the listing out at Amazon. */
  deleteListing(sku: string): void;
  /** All access tokens given so far are refused from now on. */
  revokeTokens(): void;
}

/**
 * A seller's account at Amazon: tokens from Login with Amazon, listings that are read and patched (Listings Items API 2021-08-01), within
 * Amazon's own limits. One address serves both, the API and the tokens.
 * @throws when the port is taken
 */
export async function startAmazonStandIn(options: AmazonStandInOptions): Promise<AmazonStandIn> {
  const { sellerId, marketplaceId, ...credentials } = { ...demoSeller, ...options };
  const { rate = { perSecond: 5, burst: 5 }, tokenSeconds = 3600, products = 0 } = options;
  const server = createStandInServer(options);
  const { app, state } = server;
  const tokens = new AccessTokens({ ...credentials, tokenSeconds });
  seedListings(state, products);
  tokens.serve(app);
  serveListings(server, { sellerId, marketplaceId, rate, tokens });
  app.get('/_standin/listings', async () => allListings(state));
  app.delete<{ Params: { sku: string } }>('/_standin/listings/:sku', async (request) => {
    dropListing(state, request.params.sku);
    return {};
  });
  const url = await server.listen();
  return {
    url,
    state,
    requests: server.requests,
    listings: () => allListings(state),
    quantityOf: (sku) => listingOf(state, sku)?.quantity,
    addListing: (sku) => putListings(state, [newListing(sku)]),
    deleteListing: (sku) => dropListing(state, sku),
    revokeTokens: () => tokens.revoke(),
    setFault: (fault) => server.faults.set(fault),
    close: server.close,
  };
}
