import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StripeFailed, listBalanceTransactions, listPayouts, provePayout } from '@penstock/connector-stripe';
import { instantOfMillis, moneyText } from '@penstock/domain';
import { type HttpClient, createHttpClient } from '@penstock/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StripeStandIn, demoCatalogue, startStripeStandIn } from '@penstock/testing/stripe';

describe('the Stripe stand-in, as the connector meets it', () => {
  let dataDir: string;
  let stripe: StripeStandIn;
  let client: HttpClient;

  const clientWith = (token: string): HttpClient =>
    createHttpClient({ name: 'stripe.main', baseUrl: stripe.url, auth: { kind: 'bearer', token } });
  const listed = async <T>(outcome: Promise<{ kind: string; items?: readonly T[] }>): Promise<readonly T[]> => {
    const { kind, items } = await outcome;
    if (!items) throw new Error(kind);
    return items;
  };

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'stripe-stand-in-'));
    stripe = await startStripeStandIn({ dataDir });
    client = clientWith(demoCatalogue.stripe.secretKey);
  });
  afterEach(async () => {
    client.close();
    await stripe.close();
    rmSync(dataDir, { recursive: true });
  });

  it('pays out charges less fees and refunds, in a payout that its lines prove', async () => {
    stripe.account.charge({ id: 'ch_a', amount: 2490, fee: 102 });
    stripe.account.charge({ id: 'ch_b', amount: 1450, fee: 72 });
    stripe.account.refund({ charge: 'ch_a', amount: 490 });
    stripe.account.payOut();
    const [payout] = await listed(listPayouts(client));
    const proof = provePayout(payout!, await listed(listBalanceTransactions(client, payout!.id)));
    expect(proof.differences).toEqual([]);
    expect(moneyText(payout!.amount)).toBe('32.76 USD');
    expect(proof.lines.map(({ kind, chargeId }) => [kind, chargeId])).toEqual([
      ['refund', 'ch_a'],
      ['charge', 'ch_b'],
      ['charge', 'ch_a'],
    ]);
    expect(proof.payoutLine?.kind).toBe('payout');
  });

  it('lists more lines than fit on a page', async () => {
    for (let i = 0; i < 205; i += 1) stripe.account.charge({ amount: 1000 + i, currency: 'jpy', fee: 10 });
    const payout = stripe.account.payOut({ currency: 'jpy' });
    const lines = await listed(listBalanceTransactions(client, payout!.id));
    expect(lines).toHaveLength(206);
    expect(stripe.requests.read()).toHaveLength(3);
    const [read] = await listed(listPayouts(client));
    expect(provePayout(read!, lines).proven).toBe(true);
  });

  it('names what is unexplained in a payout that pays more than its lines', async () => {
    stripe.account.charge({ amount: 5000, fee: 175 });
    const { id } = stripe.account.payOut({ offBy: 3 })!;
    const [payout] = await listed(listPayouts(client));
    const { differences } = provePayout(payout!, await listed(listBalanceTransactions(client, id)));
    expect(differences).toMatchObject([{ code: 'lines_do_not_add_up' }]);
    expect(differences[0]?.message).toContain('0.03 USD is unexplained');
  });

  it('filters by time, and tells wrong keys, unknown payouts, throttling and failure apart', async () => {
    stripe.account.charge({ amount: 100 });
    stripe.account.payOut();
    expect(await listed(listPayouts(client, { createdAfter: instantOfMillis(Date.now() + 60_000) }))).toEqual([]);
    const stranger = clientWith('sk_test_wrong');
    expect(await listPayouts(stranger)).toMatchObject({ kind: 'refused', code: 'invalid_request_error' });
    stranger.close();
    expect(await listBalanceTransactions(client, 'po_none')).toMatchObject({
      kind: 'refused',
      code: 'resource_missing',
    });
    stripe.setFault({ mode: '429', times: 1 });
    expect(await listPayouts(client)).toMatchObject({ kind: 'throttled' });
    stripe.setFault({ mode: '500', times: 1 });
    await expect(listPayouts(client)).rejects.toBeInstanceOf(StripeFailed);
  });

  it('takes a charge once per id and keeps its books over a restart', async () => {
    stripe.account.charge({ id: 'ch_once', amount: 100 });
    stripe.account.charge({ id: 'ch_once', amount: 100 });
    await stripe.close();
    stripe = await startStripeStandIn({ dataDir });
    expect(stripe.account.lines()).toHaveLength(1);
  });
});
