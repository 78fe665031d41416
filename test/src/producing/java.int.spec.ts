import { join } from 'node:path';
import { StockAdjusted } from '@penstock/contracts';
import { uuid7 } from '@penstock/domain';
/* eslint-disable @nx/enforce-module-boundaries -- a service is no library, but its own rules are what is asked here, not a copy of them */
import { migrations } from '@penstock/inventory-propagator/src/migrations/index.js';
import { inventoryPropagator } from '@penstock/inventory-propagator/src/service.js';
/* eslint-enable @nx/enforce-module-boundaries */
import type { ReceivedMessage } from '@penstock/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { asLines, expectedOf, LOCATION, movements, productOf } from './movements.js';
import { partitionOf } from './murmur2.js';
import { decoded, PARTITIONS, prepareStack, received, surroundings } from './received.js';
import { deadLetters, deliver, introduce, reframed, stockKeeper } from './stock-keeper.js';
import { javaToolchain, released, runProgram } from './toolchain.js';

const java = await javaToolchain();
const inventory = { ...inventoryPropagator({ entity: 'main', channels: [], compareHoldMs: 0 }), migrations };
const missing = 'missing' in java ? java.missing : undefined;
if (missing !== undefined) console.warn(`The Java example is not tried here: ${missing}`);

describe.skipIf(missing !== undefined)('the Java example', () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const outbox = movements(200).map((moved) => ({ ...moved, eventId: uuid7(), sequence: 1, traceparent }));
  const keys = new Set(outbox.map(productOf));
  let messages: ReceivedMessage[];

  beforeAll(async () => {
    await prepareStack();
    const folder = 'folder' in java ? java.folder : '';
    const classPath = `${join(folder, 'target/classes')}:${join(folder, 'target/libs/*')}`;
    const args = ['-cp', classPath, 'penstock.example.ProduceStockAdjusted', released('StockAdjusted')];
    const said = await runProgram('java', args, { input: asLines(outbox), env: surroundings() });
    expect(said).toBe(`${outbox.length} sent`);
    messages = await received(StockAdjusted.topic, keys, outbox.length);
  });

  it('puts each key where every other producer puts it', () => {
    expect(messages.map(({ partition }) => partition)).toEqual(
      messages.map(({ key }) => partitionOf(key?.toString('utf8') ?? '', PARTITIONS)),
    );
  });

  it('says what its outbox holds, exactly, with the ids, the sequences and the traces that it holds', async () => {
    const events = (await decoded(messages)) as StockAdjusted[];
    for (const row of outbox) {
      const found = events.filter(({ meta }) => meta.correlationId === row.ref);
      expect(found).toMatchObject([expectedOf(row)]);
      expect(found[0]?.meta).toMatchObject({ eventId: row.eventId, sequence: row.sequence });
    }
    expect(new Set(messages.map(({ headers }) => headers['traceparent']))).toEqual(new Set([traceparent]));
  });

  it('is accepted by inventory-propagator', async () => {
    const service = await stockKeeper(inventory);
    await introduce(service, LOCATION);
    const forService = messages.map((message) => reframed(StockAdjusted, message));
    await deliver(service, forService);
    expect(await deadLetters(service)).toEqual([]);
    const [booked] = await service.database.query<{ n: number }[]>('SELECT count(*)::int AS n FROM stock_movement');
    expect(booked?.n).toBe(outbox.length);
    await service.close();
  });
});
