import type { OrderLine } from '@penstock/contracts';
import { UnitsOfWork, Wake } from '@penstock/messaging';
import { plainCodec, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../migrations/index.js';
import { PostgresRawInputs } from '../raw-inputs/postgres-raw-inputs.js';
import type { RawInput } from '../raw-inputs/raw-input.js';
import { aCancellation, anOrder, aSale } from '../shopify-bodies.fixture.js';
import { readFact } from './fact.js';
import { Normaliser } from './normaliser.js';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let service: ServiceUnderTest;
let inputs: PostgresRawInputs;

beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: 'order-ingest', handlers: [], migrations });
  inputs = new PostgresRawInputs(service.database);
});
afterAll(() => service.close());
beforeEach(() => service.empty());

let deliveries = 0;
function delivery(topic: string, body: Buffer, changed: Partial<RawInput> = {}): RawInput {
  const reading = readFact(topic, body, { entity: 'main', channel: 'demo-shop' });
  if (reading.kind !== 'fact') throw new Error(JSON.stringify(reading));
  return {
    channel: 'demo-shop', topic, webhookId: `w-${(deliveries += 1)}`, eventId: null, triggeredAt: null, body,
    state: 'pending', reason: null, orderId: reading.fact.orderId, subjectId: null, traceparent: TRACEPARENT, ...changed,
  }; // prettier-ignore
}
const order = (changed = {}) => delivery('orders/create', anOrder(changed));
const sale = (changed = {}) => delivery('order_transactions/create', aSale(changed));
const cancellation = () => delivery('orders/cancelled', aCancellation());

/** Runs loops side by side until none of them finds anything. */
async function normalise(loops = 1): Promise<void> {
  const run = async () => {
    const normaliser = new Normaliser(service.units, 'main');
    while (await normaliser.turn());
  };
  await Promise.all(Array.from({ length: loops }, run));
}

const names = async () => (await service.outbox()).map(({ name }) => name);
const states = async () =>
  (await service.query<{ state: string }>('SELECT state FROM raw_input ORDER BY id')).map(({ state }) => state);

describe('the same delivery ten times at once', () => {
  it('is one row and one event, and nine are told that it is known', async () => {
    const same = order();
    const kept = await Promise.all(Array.from({ length: 10 }, () => inputs.keep(same)));
    expect(kept.filter((each) => each === 'new')).toHaveLength(1);
    expect(kept.filter((each) => each === 'repeated')).toHaveLength(9);
    await normalise(4);
    expect(await states()).toEqual(['done']);
    expect(await names()).toEqual(['OrderCreated']);
  });
});

describe('the same order under ten delivery ids', () => {
  it('is ten rows and one event, also with several loops at work', async () => {
    await Promise.all(Array.from({ length: 10 }, () => inputs.keep(order())));
    await normalise(4);
    expect((await states()).sort()).toEqual(['done', ...Array.from({ length: 9 }, () => 'repeated')]);
    expect(await names()).toEqual(['OrderCreated']);
  });
});

describe('an order and its payment', () => {
  it.each([
    ['order first', () => [order(), sale()], ['OrderCreated', 'PaymentCaptured']],
    ['payment first', () => [sale(), order()], ['PaymentCaptured', 'OrderCreated']],
  ])('in either order of arrival are one event each, in one story: %s', async (_, arrivals, expected) => {
    for (const each of arrivals()) await inputs.keep(each);
    await normalise(3);
    const events = await service.outbox();
    expect(events.map(({ name }) => name)).toEqual(expected);
    const [first] = events;
    for (const { event, traceparent } of events) {
      expect(event.meta).toMatchObject({
        entity: 'main',
        source: { system: 'shopify:demo-shop', channel: 'demo-shop' },
        correlationId: first?.event.orderId,
        causationId: null,
        mode: 'live',
      });
      expect(traceparent?.slice(3, 35)).toBe(TRACEPARENT.slice(3, 35));
    }
  });
});

describe('a cancellation', () => {
  it('that overtakes its order is said right after it', async () => {
    await inputs.keep(cancellation());
    await normalise();
    expect(await names()).toEqual([]);
    await inputs.keep(order());
    await normalise();
    expect(await names()).toEqual(['OrderCreated', 'OrderCancelled']);
    expect(await states()).toEqual(['done', 'done']);
  });
});

describe('an order that the shop changes', () => {
  const AT = '2026-11-21T10:05:00+01:00';
  const changed = (price = '24.00', at = AT) =>
    delivery('orders/updated', anOrder({ updated_at: at, total_price: price, line_items: [aShirt(price)] }));
  const aShirt = (price: string) => ({
    id: 6001, sku: 'TEE-BLACK-M', name: 'T-shirt', quantity: 2, price: (Number(price) / 2).toFixed(2), tax_lines: [{ title: 'VAT', rate: '0.19', price: '3.80' }],
  }); // prettier-ignore
  const said = async () =>
    (await service.outbox()).map(({ name, event }) => [
      name,
      (event['lines'] as OrderLine[])[0]?.total.shop.amount.toFixed(),
    ]);

  it('is updated once, by ten deliveries and several loops', async () => {
    await inputs.keep(order());
    await Promise.all(Array.from({ length: 10 }, () => inputs.keep(changed())));
    await normalise(4);
    expect(await said()).toEqual([
      ['OrderCreated', '23.8'],
      ['OrderUpdated', '24'],
    ]);
    expect((await states()).sort()).toEqual(['done', 'done', ...Array.from({ length: 9 }, () => 'repeated')]);
  });

  it('before it came waits for it, and is said after it', async () => {
    await inputs.keep(changed());
    await normalise(2);
    expect(await states()).toEqual(['waiting']);
    expect(await said()).toEqual([]);
    await inputs.keep(order());
    await normalise(2);
    expect(await said()).toEqual([
      ['OrderCreated', '23.8'],
      ['OrderUpdated', '24'],
    ]);
    expect(await states()).toEqual(['done', 'done']);
  });

  it('twice, in the wrong order, is what it became last', async () => {
    await inputs.keep(order());
    await inputs.keep(changed('26.00', '2026-11-21T10:06:00+01:00'));
    await inputs.keep(changed());
    await normalise(3);
    expect(await said()).toEqual([
      ['OrderCreated', '23.8'],
      ['OrderUpdated', '26'],
    ]);
    expect(await states()).toEqual(['done', 'done', 'repeated']);
  });

  it('twice within a second is what was triggered last, whichever comes first', async () => {
    await inputs.keep({ ...order(), triggeredAt: '2026-11-21T09:00:00.100Z' });
    await inputs.keep({ ...changed('26.00'), triggeredAt: '2026-11-21T09:05:00.700000001Z' });
    await inputs.keep({ ...changed('24.00'), triggeredAt: '2026-11-21T09:05:00.300Z' });
    await inputs.keep({ ...changed('28.00'), triggeredAt: '2026-11-21T09:05:00.900Z' });
    await normalise(2);
    expect((await said()).map(([, total]) => total)).toEqual(['23.8', '26', '28']);
  });
});

describe('an order that comes again with other content', () => {
  it('is an exception that names the fields, and no second order', async () => {
    await inputs.keep(order());
    await inputs.keep(order({ name: '#1002' }));
    await normalise();
    const events = await service.outbox();
    expect(events.map(({ name }) => name)).toEqual(['OrderCreated', 'ExceptionRaised']);
    expect(events[1]?.event).toMatchObject({ kind: 'ORDER_CONFLICT', facts: { fields: 'orderNumber' } });
    expect(await states()).toEqual(['done', 'rejected']);
  });
});

describe('a webhook id that comes again with other bytes', () => {
  it('is kept beside the first, once, and raised', async () => {
    const first = order();
    const other = { ...order({ name: '#1002' }), webhookId: first.webhookId };
    expect(await inputs.keep(first)).toBe('new');
    expect(await Promise.all([inputs.keep(other), inputs.keep(other)])).toEqual(['contradicted', 'contradicted']);
    expect(await inputs.keep(first)).toBe('repeated');
    await normalise();
    expect(await states()).toEqual(['done', 'rejected']);
    expect((await service.outbox()).map(({ event }) => event['kind'] ?? event['orderNumber'])).toEqual([
      '#1001',
      'INVALID_INPUT',
    ]);
  });
});

describe('an input that cannot be normalised', () => {
  it('is rejected with an exception, and the others go on', async () => {
    await inputs.keep({ ...order(), body: Buffer.from('{}') });
    const tooLarge = order({ id: 5002, tags: 'poison' });
    const exploding: typeof plainCodec = {
      ...plainCodec,
      encode(type, value) {
        if ((value as { tags?: string[] }).tags?.includes('poison')) throw new Error('larger than an event may be');
        return plainCodec.encode(type, value);
      },
    };
    await inputs.keep(tooLarge);
    await inputs.keep(order({ id: 5003 }));
    const normaliser = new Normaliser(new UnitsOfWork(service.database, exploding, 'order-ingest', new Wake()), 'main');
    while (await normaliser.turn());
    expect(await states()).toEqual(['rejected', 'rejected', 'done']);
    const events = await service.outbox();
    expect(events.map(({ name }) => name).sort()).toEqual(['ExceptionRaised', 'ExceptionRaised', 'OrderCreated']);
    const reasons = events
      .filter(({ name }) => name === 'ExceptionRaised')
      .map(({ event }) => (event['facts'] as { reason: string }).reason);
    expect(reasons.sort()).toEqual([expect.stringContaining('/id is missing'), 'larger than an event may be']);
  });
});

describe('many orders at once', () => {
  it('are each said once by several loops', async () => {
    const all = Array.from({ length: 100 }, (_, i) => order({ id: 9000 + i }));
    await Promise.all(all.map((each) => inputs.keep(each)));
    await normalise(4);
    const ids = (await service.outbox()).map(({ event }) => event.orderId);
    expect(new Set(ids).size).toBe(100);
    expect(ids).toHaveLength(100);
  });
});
