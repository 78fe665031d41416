import { describe, expect, it } from 'vitest';
import { parseChannels, readChannelsFile } from './channels-file.js';

const SECRETS = { SHOP_SECRET: 'one', SHOP_SECRET_NEXT: 'two' };
const SHOP = '{ name: demo-shop, kind: shopify, webhookSecretEnvs: [SHOP_SECRET, SHOP_SECRET_NEXT], url: ignored }';
const parse = (text: string, environment: Record<string, string> = SECRETS) =>
  parseChannels(text, 'channels.yaml', environment);

describe('the channels file', () => {
  it('names Shopify channels and the variables of their secrets; channels of other kinds are for others', () => {
    expect(parse(`channels: [${SHOP}, { name: woo, kind: woocommerce }]`)).toEqual([
      { name: 'demo-shop', webhookSecrets: ['one', 'two'] },
    ]);
  });

  it('may name a second secret that is not set yet', () => {
    expect(parse(`channels: [${SHOP}]`, { SHOP_SECRET: 'one' })).toMatchObject([{ webhookSecrets: ['one'] }]);
  });

  it.each([
    ['a secret that is not set', `channels: [${SHOP}]`, {}, 'channel demo-shop needs a secret in SHOP_SECRET'],
    ['a channel twice', `channels: [${SHOP}, ${SHOP}]`, SECRETS, 'the channel demo-shop is there twice'],
    [
      'a name that is no word',
      'channels: [{ name: Demo Shop, kind: shopify }]',
      SECRETS,
      'channels.0.name: must be lower-case',
    ],
    ['no secrets', 'channels: [{ name: demo, kind: shopify }]', SECRETS, 'channel demo: webhookSecretEnvs'],
    ['something that is not YAML', 'channels: [', SECRETS, 'channels.yaml is not YAML'],
  ])('with %s is refused in a sentence', (_, text, environment, message) => {
    expect(() => parse(text, environment)).toThrow(message);
  });

  it('that is not there is named', () => {
    expect(() => readChannelsFile('/nowhere/channels.yaml', {})).toThrow(
      'CHANNELS_FILE /nowhere/channels.yaml cannot be read',
    );
  });
});
