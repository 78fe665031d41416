import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AccessToken,
  AmazonAccount,
  AmazonAnswerNotUnderstood,
  allowedRate,
  DEFAULT_RATE,
} from '@penstock/connector-amazon';
import { createHttpClient, type HttpClient, HttpAmbiguous } from '@penstock/http';
import {
  type AmazonStandIn,
  type AmazonStandInOptions,
  demoSeller,
  startAmazonStandIn,
} from '@penstock/testing/amazon';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

describe('the Amazon stand-in, as the connector meets it', () => {
  let dataDir: string;
  let amazon: AmazonStandIn;
  let clients: HttpClient[];

  const started = async (options: Partial<AmazonStandInOptions> = {}) => {
    amazon = await startAmazonStandIn({ dataDir, ...options });
  };
  const client = (limits = {}): HttpClient => {
    const made = createHttpClient({ name: 'amazon.demo', baseUrl: amazon.url, timeoutMs: 500, ...limits });
    clients.push(made);
    return made;
  };
  const account = (credentials = {}, limits = {}): AmazonAccount =>
    new AmazonAccount({
      ...demoSeller,
      token: new AccessToken(client(), { ...demoSeller, ...credentials }),
      patches: client(limits),
      reads: client(limits),
    });

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'amazon-stand-in-'));
    clients = [];
  });
  afterEach(async () => {
    clients.forEach((one) => one.close());
    await amazon.close();
    rmSync(dataDir, { recursive: true });
  });

  it('takes a quantity, however often it is said, and shows it', async () => {
    await started();
    const seller = account();
    for (let times = 0; times < 2; times += 1) {
      expect(await seller.setQuantity('MUG-ENAMEL', 24)).toEqual({ kind: 'accepted' });
    }
    expect(await seller.read('MUG-ENAMEL')).toEqual({ kind: 'read', quantity: 24 });
    expect(amazon.listings().find(({ sku }) => sku === 'MUG-ENAMEL')).toMatchObject({ leadTimeDays: 2 });
  });

  it('takes a SKU with a slash in it', async () => {
    await started();
    amazon.addListing('TEE/BLACK#M');
    expect(await account().setQuantity('TEE/BLACK#M', 3)).toEqual({ kind: 'accepted' });
    expect(amazon.quantityOf('TEE/BLACK#M')).toBe(3);
  });

  it('accepts a patch of a SKU that is not listed, and does not find it', async () => {
    await started();
    amazon.deleteListing('MUG-ENAMEL');
    const seller = account();
    expect(await seller.setQuantity('MUG-ENAMEL', 24)).toEqual({ kind: 'accepted' });
    expect(await seller.read('MUG-ENAMEL')).toMatchObject({ kind: 'refused', code: 'NOT_FOUND' });
  });

  it('refuses a quantity below nothing, with its issue', async () => {
    await started();
    expect(await account().setQuantity('MUG-ENAMEL', -1)).toMatchObject({ kind: 'refused', code: '4000001' });
  });

  it('asks for one token, and for another where it is taken back', async () => {
    await started({ rate: { perSecond: 100, burst: 100 } });
    const seller = account();
    await Promise.all([seller.setQuantity('MUG-ENAMEL', 1), seller.setQuantity('TOTE-CANVAS', 2)]);
    const tokens = () => amazon.requests.read().filter(({ url }) => url === '/auth/o2/token').length;
    expect(tokens()).toBe(1);
    amazon.revokeTokens();
    expect(await seller.setQuantity('MUG-ENAMEL', 3)).toEqual({ kind: 'accepted' });
    expect(tokens()).toBe(2);
  });

  it('denies a stranger, whatever the listing', async () => {
    await started();
    expect(await account({ refreshToken: 'Atzr|wrong' }).setQuantity('MUG-ENAMEL', 1)).toMatchObject({
      kind: 'denied',
      code: 'invalid_grant',
    });
  });

  it('throttles beyond its limit, and never whoever keeps to it', async () => {
    await started({ rate: { perSecond: 20, burst: 5 } });
    const patient = account({}, { ...DEFAULT_RATE, rateFrom: allowedRate });
    for (let i = 0; i < 10; i += 1) {
      expect(await patient.setQuantity('MUG-ENAMEL', i)).toEqual({ kind: 'accepted' });
    }
    const hasty = account();
    const outcomes = await Promise.all(Array.from({ length: 9 }, (_, i) => hasty.setQuantity('MUG-ENAMEL', i)));
    expect(outcomes).toContainEqual({ kind: 'throttled', retryAfterMs: 50 });
  });

  it('leaves open what was applied where it fails or does not answer', async () => {
    await started();
    const seller = account();
    await seller.read('MUG-ENAMEL'); // has a token now
    amazon.setFault({ mode: '500', times: 1 });
    await expect(seller.setQuantity('MUG-ENAMEL', 1)).rejects.toBeInstanceOf(AmazonAnswerNotUnderstood);
    amazon.setFault({ mode: 'commit-then-hang', times: 1 });
    await expect(seller.setQuantity('MUG-ENAMEL', 5)).rejects.toBeInstanceOf(HttpAmbiguous);
    expect(amazon.quantityOf('MUG-ENAMEL')).toBe(5);
  });
});
