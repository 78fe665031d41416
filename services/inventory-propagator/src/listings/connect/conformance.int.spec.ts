import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpAmbiguous } from '@penstock/http';
import { type DesiredState, NotNow, type PushOutcome, THROTTLED } from '@penstock/messaging';
import { demoSeller, startAmazonStandIn } from '@penstock/testing/amazon';
import { demoCatalogue, startShopifyStandIn } from '@penstock/testing/shopify';
import { demoWebhook, startWebhookStandIn } from '@penstock/testing/webhook';
import { startWooCommerceStandIn } from '@penstock/testing/woocommerce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Channel, channelOf } from '../../channels/channel.js';
import { parseChannels } from '../../channels/channels-file.js';
import { type ListingPushRow, listingPushes } from '../listing.js';
import { aListing } from '../listing.fixture.js';
import { connectionOf } from './connection.js';

type Fault = Parameters<Awaited<ReturnType<typeof startWebhookStandIn>>['setFault']>[0];

/** One kind of channel with something at its other end. */
interface Other {
  readonly channel: Channel;
  /** Three listings that it has. */
  readonly refs: readonly string[];
  /** One that it has not. */
  readonly unknown: string;
  /** What it offers under a listing. */
  held(ref: string): number | null | undefined;
  setFault(fault: Fault): void;
  close(): Promise<void>;
}

const { products } = demoCatalogue;

/** Calls of specs are given up soon. */
const impatient = (yaml: object, env: Record<string, string>): Channel => {
  const [entry] = parseChannels(JSON.stringify({ channels: [yaml] }));
  if (!entry) throw new Error('no channel');
  const channel = channelOf(entry, env);
  return { ...channel, http: { ...channel.http, ratePerSecond: 1_000, timeoutMs: 300 } };
};

/** Each kind of channel there is: what joins them must pass the one suite. */
const others: Readonly<Record<string, (dataDir: string) => Promise<Other>>> = {
  async shopify(dataDir) {
    const shop = await startShopifyStandIn({ dataDir });
    const { locationId, accessToken } = demoCatalogue.shopify;
    const entry = { name: 'shop', kind: 'shopify', url: shop.url, accessTokenEnv: 'TOKEN', location: locationId };
    return {
      ...shop,
      channel: impatient(entry, { TOKEN: accessToken }),
      refs: products.map(({ shopify }) => shopify.inventoryItemId),
      unknown: '89',
      held: (ref) => shop.inventory().find(({ inventoryItemId }) => inventoryItemId === ref)?.available,
    };
  },
  async woocommerce(dataDir) {
    const shop = await startWooCommerceStandIn({ dataDir });
    const { consumerKey, consumerSecret } = demoCatalogue.woocommerce;
    const keys = { consumerKeyEnv: 'KEY', consumerSecretEnv: 'SECRET' };
    return {
      ...shop,
      channel: impatient({ name: 'woo', kind: 'woocommerce', url: shop.url, ...keys }, { KEY: consumerKey, SECRET: consumerSecret }), // prettier-ignore
      refs: products.map(({ woocommerce: { productId, variationId } }) =>
        variationId === null ? productId : `${productId}/${variationId}`,
      ),
      unknown: '89',
      held: (ref) => shop.products().find(({ id }) => String(id) === ref.split('/').at(-1))?.stockQuantity,
    };
  },
  async amazon(dataDir) {
    const amazon = await startAmazonStandIn({ dataDir, rate: { perSecond: 1_000, burst: 1_000 } });
    const { sellerId, marketplaceId: marketplace, clientId, clientSecret, refreshToken } = demoSeller;
    const envs = { clientIdEnv: 'ID', clientSecretEnv: 'SECRET', refreshTokenEnv: 'REFRESH' };
    const entry = { name: 'seller', kind: 'amazon', url: amazon.url, loginUrl: amazon.url, sellerId, marketplace };
    return {
      ...amazon,
      channel: impatient({ ...entry, ...envs }, { ID: clientId, SECRET: clientSecret, REFRESH: refreshToken }),
      refs: products.map(({ sku }) => sku),
      unknown: 'NO-SUCH-SKU',
      held: (ref) => amazon.quantityOf(ref),
    };
  },
  async webhook(dataDir) {
    const partner = await startWebhookStandIn({ dataDir, refuses: ['NO-SUCH-REF'] });
    const entry = { name: 'partner', kind: 'webhook', url: `${partner.url}/stock`, secretEnvs: ['SECRET'] };
    return {
      ...partner,
      channel: impatient(entry, { SECRET: demoWebhook.secret }),
      refs: products.map(({ sku }) => sku),
      unknown: 'NO-SUCH-REF',
      held: (ref) => partner.offerOf(ref)?.quantity,
    };
  },
};

/** What every kind of channel must pass: whoever adds one adds it to `others`. */
describe.each(Object.keys(others))('a channel of the kind %s', (kind) => {
  let dataDir: string;
  let other: Other;
  let listings: DesiredState<ListingPushRow>;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), `${kind}-`));
    other = (await others[kind]?.(dataDir)) as Other;
    listings = connectionOf(other.channel).listings('main', 0);
  });
  afterEach(async () => {
    await other.close();
    rmSync(dataDir, { recursive: true });
  });

  /** The listings as they are to be told: `told` is what the channel took before. */
  const rows = (quantity: number, told: number | null, version: number): ListingPushRow[] =>
    other.refs.map((ref) =>
      aListing({
        ...{ destination: other.channel.destination, ref, sku: ref, quantity, told, sold: 0 },
        desiredVersion: BigInt(version),
      }),
    );
  const push = async (all: readonly ListingPushRow[]): Promise<(PushOutcome | undefined)[]> => {
    const outcomes = new Map<string, PushOutcome>();
    for (let at = 0; at < all.length; at += listings.batchSize) {
      for (const [id, outcome] of await listings.push(all.slice(at, at + listings.batchSize)))
        outcomes.set(id, outcome);
    }
    return all.map((row) => outcomes.get(listingPushes.idOf(row)));
  };
  const held = () => other.refs.map((ref) => other.held(ref));
  const all = <T>(value: T): T[] => other.refs.map(() => value);
  const CONFIRMED = { kind: 'confirmed' } as const;
  /** Told once, so that credentials are known and each listing has something. */
  const warmUp = async () => expect(await push(rows(5, null, 1))).toEqual(all(CONFIRMED));

  it('holds what it is told', async () => {
    await warmUp();
    expect(held()).toEqual(all(5));
    expect(await push(rows(0, 5, 2))).toEqual(all(CONFIRMED));
    expect(held()).toEqual(all(0));
  });

  it('holds the same where it is told twice', async () => {
    await warmUp();
    for (let times = 0; times < 2; times += 1) expect(await push(rows(7, 5, 2))).toEqual(all(CONFIRMED));
    expect(held()).toEqual(all(7));
  });

  it('refuses a listing that it has not, and takes the others of the call', async () => {
    const bad = aListing({ ...rows(5, null, 1)[0], ref: other.unknown });
    const [refused, ...taken] = await push([bad, ...rows(5, null, 1)]);
    expect(refused).toMatchObject({ kind: 'refused', code: 'LISTING_DELETED' });
    expect(taken).toEqual(all(CONFIRMED));
    expect(held()).toEqual(all(5));
  });

  it('says for how long it takes nothing, and has taken nothing', async () => {
    await warmUp();
    other.setFault({ mode: '429', times: 1 });
    const busy = await push(rows(6, 5, 2)).catch((error: unknown) => error);
    expect(busy).toBeInstanceOf(NotNow);
    expect(busy).toMatchObject({ code: THROTTLED, afterMillis: 1_000 });
    expect(held()).toEqual(all(5));
    expect(await push(rows(6, 5, 2))).toEqual(all(CONFIRMED));
  });

  it('is told again after it has failed', async () => {
    await warmUp();
    other.setFault({ mode: '500', times: 1 });
    await expect(push(rows(6, 5, 2))).rejects.not.toBeInstanceOf(NotNow);
    expect(held()).toEqual(all(5));
    expect(await push(rows(6, 5, 2))).toEqual(all(CONFIRMED));
    expect(held()).toEqual(all(6));
  });

  it('is not waited for where it hangs', async () => {
    await warmUp();
    other.setFault({ mode: 'hang', times: 1 });
    await expect(push(rows(6, 5, 2))).rejects.toBeInstanceOf(HttpAmbiguous);
    expect(await push(rows(6, 5, 2))).toEqual(all(CONFIRMED));
    expect(held()).toEqual(all(6));
  });

  it('ends with the right quantity where it takes one and does not say so', async () => {
    await warmUp();
    other.setFault({ mode: 'commit-then-hang', times: 1 });
    await expect(push(rows(6, 5, 2))).rejects.toBeInstanceOf(HttpAmbiguous);
    expect(await push(rows(6, 5, 2))).toEqual(all(CONFIRMED));
    expect(held()).toEqual(all(6));
  });

  it('shows what it offers to whoever asks, if it shows it at all', async () => {
    await warmUp();
    const { reader } = connectionOf(other.channel);
    const answer = await reader?.read([...other.refs, other.unknown]);
    if (answer?.kind === 'read') {
      expect([...answer.quantities.values()]).toEqual([...all(5), null]);
    } else expect(reader).toBeNull();
  });
});
