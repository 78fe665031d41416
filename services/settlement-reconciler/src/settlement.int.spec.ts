import { PaymentCaptured } from '@penstock/contracts';
import { money } from '@penstock/domain';
import { TaskLoop } from '@penstock/messaging';
import { incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { startTelemetry, type Telemetry } from '@penstock/observability';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Ageing } from './ageing/ageing.js';
import { importPayoutFrom } from './importing-payout/import-payout.js';
import { migrations } from './migrations/index.js';
import { onPaymentCaptured } from './payment-captured/on-payment-captured.js';
import { PayoutPoll } from './reading-payouts/payout-poll.js';
import { aPaymentCaptured, FakeStripe, lineBody, payoutBody } from './settlement.fixture.js';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const account = { entity: 'main', name: 'main' };
let service: ServiceUnderTest;
let stripe: FakeStripe;
let telemetry: Telemetry;

beforeAll(async () => {
  telemetry = startTelemetry({ service: 'settlement-reconciler', version: 'spec' });
  const handlers = [onPaymentCaptured];
  service = await serviceUnderTest({
    url: await freshDatabase(),
    service: 'settlement-reconciler',
    handlers,
    migrations,
  });
});
afterAll(async () => {
  await service.close();
  await telemetry.shutdown();
});
beforeEach(async () => {
  stripe = new FakeStripe();
  stripe.payouts = [payoutBody()];
  stripe.lines = { po_1: [lineBody()] };
  await service.empty();
});

/** One look for payouts and everything that follows from it. */
async function importAll(graceSeconds = 3600): Promise<void> {
  const task = importPayoutFrom(stripe, account, graceSeconds * 1_000_000);
  await new PayoutPoll(service.units, stripe, account, task, 1).turn();
  const tasks = new TaskLoop(service.units, task);
  await tasks.turn(new AbortController().signal);
  await tasks.stop();
}

const capture = (event = aPaymentCaptured()) =>
  service.hears(incoming(PaymentCaptured, event, { traceparent: TRACEPARENT }));
const names = async () => (await service.outbox()).map(({ name }) => name);
const one = async (sql: string) => (await service.query(sql))[0];

describe('a payout and the payment it settles', () => {
  it.each([
    ['payment first', [capture, importAll]],
    ['payout first', [importAll, capture]],
  ])('match in either order of arrival, in the story of the order: %s', async (_, steps) => {
    for (const step of steps) await step();
    const events = await service.outbox();
    expect(events.map(({ name }) => name)).toEqual(['SettlementImported', 'SettlementMatched']);
    expect(events[0]?.event).toMatchObject({
      providerPayoutId: 'po_1',
      grossTotal: money('23.80', 'EUR'),
      feeTotal: money('0.99', 'EUR'),
      netTotal: money('22.81', 'EUR'),
      arrivalDate: '2026-11-20',
      lineCount: 1,
    });
    expect(events[1]?.event).toMatchObject({ paymentId: 'pay_1', orderId: 'ord_1', meta: { correlationId: 'ord_1' } });
    expect(events[1]?.traceparent?.slice(3, 35)).toBe(TRACEPARENT.slice(3, 35));
    expect(await one('SELECT state, payment_id FROM settlement_line')).toEqual({
      state: 'matched',
      payment_id: 'pay_1',
    });
  });

  it('match once when both arrive at the same moment', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => i);
    stripe.payouts = ids.map((i) => payoutBody({ id: `po_${i}` }));
    stripe.lines = Object.fromEntries(ids.map((i) => [`po_${i}`, [lineBody({ id: `txn_${i}`, source: `ch_${i}` })]]));
    const captures = ids.map((i) =>
      aPaymentCaptured({ paymentId: `pay_${i}`, orderId: `ord_${i}`, providerReference: `ch_${i}` }),
    );
    const importing = async () => {
      while (Number((await one("SELECT count(*) AS n FROM payout WHERE state = 'proven'"))?.['n']) < ids.length)
        await importAll();
    };
    const capturing = async () => {
      for (const event of captures) await capture(event);
    };
    await Promise.all([importing(), capturing()]);
    const matched = (await service.outbox())
      .filter(({ name }) => name === 'SettlementMatched')
      .map(({ event }) => event['paymentId']);
    expect(matched.sort()).toEqual(captures.map(({ paymentId }) => paymentId).sort());
  });
});

describe('a payout that is seen again', () => {
  it('is imported once, also by two processes at once', async () => {
    await Promise.all([importAll(), importAll()]);
    await importAll();
    expect(await names()).toEqual(['SettlementImported']);
    expect(await one('SELECT count(*)::int AS n FROM settlement_line')).toEqual({ n: 1 });
    expect(stripe.asked.filter(({ path }) => path === '/v1/balance_transactions')).toHaveLength(1);
  });

  it('is not asked for from the beginning', async () => {
    await importAll();
    await importAll();
    const dayBefore = Date.parse('2026-11-19T00:00:00Z') / 1000;
    expect(
      stripe.asked.filter(({ path }) => path === '/v1/payouts').map(({ query }) => query?.['created[gte]']),
    ).toEqual([undefined, dayBefore]);
  });
});

describe('a payout that its lines do not explain', () => {
  it('is disputed with the amounts, and nothing of it is matched', async () => {
    stripe.payouts = [payoutBody({ amount: 2282 })];
    await capture();
    await importAll();
    const [exception, ...others] = await service.outbox();
    expect(others).toEqual([]);
    expect(exception?.event).toMatchObject({
      kind: 'PAYOUT_TOTAL_MISMATCH',
      amount: money('0.01', 'EUR'),
      facts: { payoutAmount: '22.82 EUR', linesNet: '22.81 EUR' },
    });
    expect(await one('SELECT state FROM payout')).toEqual({ state: 'disputed' });
    expect(await one('SELECT count(*)::int AS n FROM settlement_line')).toEqual({ n: 0 });
  });
});

describe('a payout that cannot be read', () => {
  it('is an exception when Stripe does not know its lines', async () => {
    const failure = {
      status: 404,
      headers: {},
      body: '{"error":{"type":"invalid_request_error","code":"resource_missing","message":"No such payout"}}',
    };
    const task = importPayoutFrom(stripe, account, 0);
    await new PayoutPoll(service.units, stripe, account, task, 1).turn();
    stripe.failure = failure;
    const tasks = new TaskLoop(service.units, task);
    await tasks.turn(new AbortController().signal);
    await tasks.stop();
    expect((await service.outbox()).map(({ event }) => event['kind'])).toEqual(['INVALID_INPUT']);
    expect(await one('SELECT state FROM payout')).toEqual({ state: 'failed' });
  });

  it('waits while Stripe fails', async () => {
    stripe.failure = { status: 503, headers: {}, body: '' };
    await expect(importAll()).rejects.toMatchObject({ code: 'STRIPE_UNREACHABLE' });
    stripe.failure = undefined;
    await importAll();
    expect(await names()).toEqual(['SettlementImported']);
  });
});

describe('a charge whose payment does not come', () => {
  it('is an exception after the grace period, once, and a late payment still matches it', async () => {
    await importAll(0);
    const ageing = new Ageing(service.units, account);
    expect(await Promise.all([ageing.raiseDue(), ageing.raiseDue()])).toContain(1);
    expect(await ageing.raiseDue()).toBe(0);
    const [, exception] = await service.outbox();
    expect(exception?.event).toMatchObject({ kind: 'UNMATCHED_SETTLEMENT_LINE', amount: money('23.80', 'EUR') });
    await capture();
    expect(await names()).toEqual(['SettlementImported', 'ExceptionRaised', 'SettlementMatched']);
  });

  it('is left alone within the grace period', async () => {
    await importAll(3600);
    expect(await new Ageing(service.units, account).raiseDue()).toBe(0);
  });
});

describe('a payout of many kinds of lines', () => {
  it('has every line matched, waiting or raised, and none lost', async () => {
    stripe.payouts = [payoutBody({ amount: 2281 + 1000 - 500 - 200 })];
    stripe.lines = {
      po_1: [
        lineBody(),
        lineBody({ id: 'txn_2', source: 'ch_2', amount: 1000, fee: 0, net: 1000, fee_details: [] }),
        lineBody({ id: 'txn_3', type: 'refund', source: 're_1', amount: -500, fee: 0, net: -500, fee_details: [] }),
        lineBody({ id: 'txn_4', type: 'stripe_fee', source: null, amount: -200, fee: 0, net: -200, fee_details: [] }),
        lineBody({ id: 'txn_5', type: 'payout', source: 'po_1', amount: -2581, fee: 0, net: -2581, fee_details: [] }),
      ],
    };
    await capture();
    await importAll();
    const rows = await service.query<Record<string, string>>(
      'SELECT provider_line_id AS id, kind, state FROM settlement_line ORDER BY 1',
    );
    expect(rows.map(({ id, kind, state }) => [id, kind, state])).toEqual([
      ['txn_1', 'CHARGE', 'matched'],
      ['txn_2', 'CHARGE', 'waiting'],
      ['txn_3', 'REFUND', 'exception'],
      ['txn_4', 'FEE', 'matched'],
    ]);
    expect((await names()).sort()).toEqual([
      'ExceptionRaised',
      'SettlementImported',
      'SettlementMatched',
      'SettlementMatched',
    ]);
  });
});
