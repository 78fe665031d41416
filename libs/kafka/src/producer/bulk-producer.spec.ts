import { kGetApi, Producer, produceV10, produceV11, produceV8, produceV9 } from '@platformatic/kafka';
import { expect, it, onTestFinished, vi } from 'vitest';
import { BulkProducer, produceRequest } from './bulk-producer.js';

const record = (topic: string, partition: number, key: string) => ({
  ...{ topic, partition, key: Buffer.from(key), value: Buffer.from(`value of ${key}`) },
  headers: new Map([[Buffer.from('traceparent'), Buffer.from(`00-${key}`)]]),
});

/** In each topic the lower partition comes first: the library sorts them, which Kafka does not ask for. */
const RECORDS = [
  ...[record('stock', 0, 'a'), record('stock', 3, 'b'), record('orders', 1, 'c')],
  ...[record('stock', 3, 'd'), record('orders', 3, 'e'), record('stock', 3, 'f')],
];

/** Sequence numbers as the library keeps them, one begun on a partition. */
function sequences() {
  const numbers = new Map([['stock:3', 17]]);
  return Object.assign(numbers, { getWithDefault: (key: string, otherwise: number) => numbers.get(key) ?? otherwise });
}

it.each([produceV9, produceV10, produceV11])(
  'a request is, byte by byte, what the library would have written',
  (library) => {
    vi.useFakeTimers({ now: 1_795_000_000_000 });
    onTestFinished(() => void vi.useRealTimers());
    const options = { producerId: 4711n, producerEpoch: 2, sequences: sequences() as never };
    const theirs = library.createRequest(-1, 4000, copiesOf(RECORDS), options);
    expect(produceRequest(-1, 4000, RECORDS, options).buffer.equals(theirs.buffer)).toBe(true);
  },
);

/** The library writes timestamps into what it is given. */
const copiesOf = (records: typeof RECORDS) => records.map((each) => ({ ...each }));

type ProduceApi = Pick<typeof produceV11.api, 'key' | 'version'>;

function apiFor(negotiated: ProduceApi): ProduceApi | undefined {
  const asked = vi
    .spyOn(Producer.prototype, kGetApi)
    .mockImplementation((_, callback) => callback(null, negotiated as never));
  onTestFinished(() => asked.mockRestore());
  const producer = new BulkProducer({ clientId: 'spec', bootstrapBrokers: ['127.0.0.1:1'] });
  let found: ProduceApi | undefined;
  producer[kGetApi]('Produce', (_, api) => (found = api));
  return found;
}

it('writes itself what a broker of today is sent', () => {
  const api = apiFor(produceV11.api);
  expect(api).not.toBe(produceV11.api);
  expect([api?.key, api?.version]).toEqual([produceV11.api.key, 11]);
});

it('leaves it to the library for a broker that speaks only an older form', () => {
  expect(apiFor(produceV8.api)).toBe(produceV8.api);
});
