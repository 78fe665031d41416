import { describe, expect, it } from 'vitest';
import { channelOf } from './channel.js';
import { parseChannels, readChannelsFile } from './channels-file.js';

const environment = {
  DEMO_SHOP_URL: 'http://127.0.0.1:4001',
  DEMO_SHOP_ACCESS_TOKEN: 'token',
  DEMO_WOO_URL: 'http://127.0.0.1:4002',
  DEMO_WOO_CONSUMER_KEY: 'ck',
  DEMO_WOO_CONSUMER_SECRET: 'cs',
  DEMO_WOO_CHECKOUT_TOKEN: 'checkout',
  DEMO_AMAZON_CLIENT_ID: 'id',
  DEMO_AMAZON_CLIENT_SECRET: 'secret',
  DEMO_AMAZON_REFRESH_TOKEN: 'Atzr|demo',
  DEMO_PARTNER_SECRET: 'whsec_ZGVtbw==',
  DEMO_PARTNER_SECRET_BEFORE: '',
};
const example = new URL('../../channels.example.yaml', import.meta.url).pathname;
const shop = (more = '') => `channels:
  - { name: s, kind: shopify, url: 'https://s.test', accessTokenEnv: T, location: 70, webhookSecretEnvs: [A, B]${more} }`;

describe('the channels file', () => {
  it('names channels, what they list, and where their secrets are', () => {
    const channels = readChannelsFile(example).map((entry) => channelOf(entry, environment));
    expect(channels).toMatchObject([
      {
        destination: 'shopify:demo-shop',
        listings: [{ sku: 'TEE-BLACK-M', ref: '82000000001' }],
        http: {
          baseUrl: 'http://127.0.0.1:4001',
          ratePerSecond: 2,
          auth: { name: 'X-Shopify-Access-Token', value: 'token' },
        },
        protocol: { kind: 'shopify', location: '70000000001' },
      },
      {
        destination: 'woocommerce:demo-woo',
        listings: [{ sku: 'TEE-BLACK-M', ref: '501/511' }],
        http: { auth: { kind: 'basic', username: 'ck', password: 'cs' } },
        checkoutTokens: ['checkout'],
        checkoutRequestsPerSecond: 20,
      },
      {
        destination: 'amazon:demo-amazon',
        listings: [
          { sku: 'TEE-BLACK-M', ref: 'TEE-BLACK-M' },
          { sku: 'MUG-ENAMEL', ref: 'MUG-FBM' },
        ],
        concurrency: 3,
        http: { baseUrl: 'https://sellingpartnerapi-na.amazon.com', ratePerSecond: 5 },
        protocol: {
          kind: 'amazon',
          sellerId: 'A1DEMOSELLER',
          marketplaceId: 'ATVPDKIKX0DER',
          loginUrl: 'https://api.amazon.com',
          credentials: { clientId: 'id', clientSecret: 'secret', refreshToken: 'Atzr|demo' },
        },
      },
      {
        destination: 'webhook:demo-partner',
        listings: [{ sku: 'TEE-BLACK-M', ref: 'T-1' }],
        http: { baseUrl: 'https://partner.example/penstock/stock' },
        protocol: { kind: 'webhook', secrets: ['whsec_ZGVtbw=='] },
        checkoutTokens: [],
      },
    ]);
  });

  it('may say to other services what this one does not know', () => {
    expect(parseChannels(shop())).toMatchObject([{ name: 's', location: '70', buffer: 0, listings: [] }]);
  });

  it('is refused with the name of what is wrong', () => {
    expect(() => parseChannels(shop(', buffer: -1'))).toThrow(/buffer/);
    expect(() => parseChannels(shop().replace('shopify', 'etsy'))).toThrow(/kind/);
    expect(() => parseChannels(`${shop()}\n${shop().split('\n')[1]}`)).toThrow('two channels have the same name');
    expect(() => readChannelsFile('/no/such/channels.yaml')).toThrow(/^\/no\/such\/channels.yaml: /);
  });

  it('is refused where a variable it names is not set', () => {
    const [entry] = parseChannels(shop());
    expect(() => entry && channelOf(entry, {})).toThrow('channel s needs the environment variable T, which is not set');
  });
});
