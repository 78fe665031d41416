import { AvailabilityChanged } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import type { EventProducer } from '@penstock/kafka';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { cause } from '../cause.fixture.js';
import { addedTo, figuresOf, measureSpecs } from '../gauges/figures.fixture.js';
import { Readings } from '../gauges/readings.js';
import { say } from '../handling/outgoing.js';
import { availability, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { outboxGauges } from './outbox-gauges.js';
import { Relay } from './relay.js';

const toTopic = `topic="${AvailabilityChanged.topic}"`;

let service: ServiceUnderTest;
let isKafkaThere = true;
const producer: EventProducer = {
  connect: async () => undefined,
  disconnect: async () => undefined,
  async send() {
    if (!isKafkaThere) throw new Error('no broker answers');
  },
};
const sent = (work: () => Promise<unknown>) => addedTo('penstock_outbox_sent_total', work);
const sends = (work: () => Promise<unknown>) => addedTo('penstock_outbox_send_duration_count', work);

function write(keys: number): Promise<void> {
  return service.units.run(cause, async (unit) => {
    for (let i = 0; i < keys; i += 1) unit.emit(say(AvailabilityChanged, availability(`p${i}`, zero)));
  });
}

/** A relay, and the gauges of it: they tell what the table holds when they are asked first. */
function aRelay(): Relay {
  const relay = new Relay(service.database, producer);
  onTestFinished(() => relay.stop());
  onTestFinished(outboxGauges(new Readings(service.database), relay));
  return relay;
}

measureSpecs();
beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  isKafkaThere = true;
  await service.query('TRUNCATE outbox');
});
afterAll(() => service?.close());

describe('the figures of the outbox', () => {
  it('tell how much waits to be sent, and for how long', async () => {
    await write(20);
    await service.query(`UPDATE outbox SET created_at = created_at - interval '90 s' WHERE key = 'p7'`);
    aRelay();
    expect(await figuresOf('penstock_outbox_unsent')).toEqual({ '': 20 });
    const { '': age } = await figuresOf('penstock_outbox_oldest_age');
    expect(age).toBeGreaterThanOrEqual(90);
    expect(age).toBeLessThan(150);
  });

  it('count what Kafka acknowledged, and time the send', async () => {
    const relay = aRelay();
    await write(20);
    expect(await sends(async () => expect(await sent(() => relay.turn())).toEqual({ [toTopic]: 20 }))).toEqual({
      'outcome="sent"': 1,
    });
    expect(await sent(() => relay.turn())).toEqual({});
    expect(await figuresOf('penstock_outbox_lanes')).toEqual({ '': 8 });
  });

  it('are nothing where nothing waits', async () => {
    aRelay();
    expect(await figuresOf('penstock_outbox_unsent')).toEqual({ '': 0 });
    expect(await figuresOf('penstock_outbox_oldest_age')).toEqual({ '': 0 });
    expect(await figuresOf('penstock_outbox_lanes')).toEqual({ '': 0 });
  });

  it('count nothing that Kafka did not take, but time the failure', async () => {
    const relay = aRelay();
    await write(1);
    isKafkaThere = false;
    const failing = () => expect(relay.turn()).rejects.toThrow('no broker answers');
    expect(await sends(async () => expect(await sent(failing)).toEqual({}))).toEqual({ 'outcome="failed"': 1 });
    isKafkaThere = true;
    expect(await sent(() => relay.turn())).toEqual({ [toTopic]: 1 });
  });

  it('tell of very many about how many there are', async () => {
    await service.query(
      `INSERT INTO outbox (lane, topic, key, event_id, event_type, value)
       SELECT i % 8, 't', 'k', gen_random_uuid(), 'e', '' FROM generate_series(1, 60000) i`,
    );
    // PostgreSQL's statistics follow some seconds later.
    const unsent = async () => {
      const end = outboxGauges(new Readings(service.database), { lanes: [] });
      const { '': count = 0 } = await figuresOf('penstock_outbox_unsent');
      end();
      return Math.round(count / 10_000);
    };
    await expect.poll(unsent, { timeout: 30_000, interval: 200 }).toBe(6);
  });
});
