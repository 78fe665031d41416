import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrderCreated, StockAdjusted } from '@penstock/contracts';
import { canonicalId, decimal, instant, isUuid7, money } from '@penstock/domain';
/* eslint-disable @nx/enforce-module-boundaries -- a service is no library, but its own rules are what is asked here, not a copy of them */
import { migrations } from '@penstock/inventory-propagator/src/migrations/index.js';
import { inventoryPropagator } from '@penstock/inventory-propagator/src/service.js';
/* eslint-enable @nx/enforce-module-boundaries */
import type { ReceivedMessage } from '@penstock/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asLines, expectedOf, LOCATION, movements, productOf } from './movements.js';
import { partitionOf } from './murmur2.js';
import { decoded, PARTITIONS, prepareStack, received, surroundings } from './received.js';
import { deadLetters, deliver, introduce, reframed, stockKeeper } from './stock-keeper.js';
import { examples, pythonToolchain, runProgram } from './toolchain.js';

const python = await pythonToolchain();
const inventory = { ...inventoryPropagator({ entity: 'main', channels: [], compareHoldMs: 0 }), migrations };
const missing = 'missing' in python ? python.missing : undefined;
if (missing !== undefined) console.warn(`The Python example is not tried here: ${missing}`);

describe.skipIf(missing !== undefined)('the Python example', () => {
  const moved = movements(200);
  const keys = new Set(moved.map(productOf));
  const said: string[] = [];
  let folder: string;
  let messages: ReceivedMessage[];

  const produce = (args: readonly string[], input = ''): Promise<string> => {
    const interpreter = join('folder' in python ? python.folder : '', 'bin', 'python');
    const env = { ...surroundings(), OUTBOX: join(folder, 'outbox.db'), PYTHONDONTWRITEBYTECODE: '1' };
    return runProgram(interpreter, [join(examples, 'python', 'produce.py'), ...args], { input, env });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'penstock-producing-'));
    await prepareStack();
    for (let reading = 1; reading <= 2; reading += 1) {
      said.push(await produce(['record', 'stock-adjusted'], asLines(moved)));
    }
    // Killed after Kafka had all and before the outbox forgot them: the outbox is as it was, and is sent again.
    await copyFile(join(folder, 'outbox.db'), join(folder, 'before'));
    said.push(await produce(['send']));
    await copyFile(join(folder, 'before'), join(folder, 'outbox.db'));
    said.push(await produce(['send']));
    messages = await received(StockAdjusted.topic, keys, 2 * moved.length);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('records a fact once, however often it reads it', () => {
    expect(said).toEqual(['201 recorded, 0 known already', '0 recorded, 201 known already', '201 sent', '201 sent']);
  });

  it('puts each key where every other producer puts it', () => {
    expect(keys.size).toBe(200);
    const misplaced = messages.filter(
      ({ key, partition }) => partition !== partitionOf(key?.toString('utf8') ?? '', PARTITIONS),
    );
    expect(misplaced).toEqual([]);
  });

  it('says what was recorded, exactly, and with the same id and bytes when it says it again', async () => {
    const events = (await decoded(messages)) as StockAdjusted[];
    for (const movement of moved) {
      const twice = events.filter(({ meta }) => meta.correlationId === movement.ref);
      expect(twice).toMatchObject([expectedOf(movement), expectedOf(movement)]);
      expect(twice[1]).toEqual(twice[0]);
      expect(isUuid7(twice[0]?.meta.eventId ?? '')).toBe(true);
    }
    const ofFirst = events.filter(({ productId }) => productId === productOf(moved[0]!));
    expect(ofFirst.map(({ meta }) => meta.sequence)).toEqual([1, 2, 1, 2]);
  });

  it('carries a trace in the headers', () => {
    const traces = messages.map(({ headers }) => headers['traceparent'] ?? '');
    expect(traces.filter((trace) => !/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/.test(trace))).toEqual([]);
    expect(new Set(traces).size).toBe(moved.length);
  });

  it('is accepted by inventory-propagator, each event once', async () => {
    const service = await stockKeeper(inventory);
    await introduce(service, LOCATION);
    await deliver(
      service,
      messages.map((message) => reframed(StockAdjusted, message)),
    );
    expect(await deadLetters(service)).toEqual([]);
    const [sums] = await service.database.query<{ movements: string; onHand: string }[]>(
      `SELECT (SELECT count(*) FROM stock_movement)::text AS movements, (SELECT sum(on_hand) FROM product)::text AS "onHand"`,
    );
    const total = moved.reduce((sum, { delta }) => sum.plus(decimal(delta)), decimal('0'));
    expect(sums?.movements).toBe('201');
    expect(decimal(sums?.onHand ?? '0').eq(total)).toBe(true);
    await service.close();
  });

  it('says a whole order', async () => {
    const [sample] = (await readFile(join(examples, 'orders.jsonl'), 'utf8')).trim().split('\n');
    const order = { ...JSON.parse(sample ?? ''), id: `test-${productOf(moved[0]!)}` };
    await produce(['record', 'order-created'], asLines([order]));
    await produce(['send']);
    const orderId = canonicalId('ord', 'main', 'till:berlin', order.id);
    const found = await received(OrderCreated.topic, new Set([orderId]), 1);
    const price = (amount: string) => ({ shop: money(amount, 'USD'), presentment: money(amount, 'USD') });
    expect(found.map(({ partition }) => partition)).toEqual([partitionOf(orderId, PARTITIONS)]);
    expect(await decoded(found)).toMatchObject([
      {
        meta: { aggregateId: orderId, correlationId: orderId, sequence: 1, occurredZone: '+01:00' },
        orderId,
        placedAt: instant('2026-11-21T09:15:00Z'),
        lines: [{ sku: 'TEE-BLACK-M', unitPrice: price('24.90'), total: price('49.80') }],
        shipping: [{ title: 'Standard', total: price('4.90') }],
        totals: { lines: price('49.80'), tax: price('8.73'), grandTotal: price('54.70') },
        tenders: [{ kind: 'CARD', amount: price('54.70') }],
        personal: { subjectId: 'berlin:4711', email: 'ada@example.org' },
      },
    ]);
  });
});
