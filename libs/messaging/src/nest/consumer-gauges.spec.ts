import type { PartitionLag, Stop } from '@penstock/kafka';
import { describe, expect, it, onTestFinished } from 'vitest';
import { figuresOf, measureSpecs } from '../gauges/figures.fixture.js';
import type { Outage } from '../inbox/outages.js';
import { consumerGauges } from './consumer-gauges.js';

measureSpecs();

const consumer = { lag: [] as PartitionLag[], stopped: new Map<string, Stop>() };
const runner = { waiting: new Map<string, Outage>() };

function watched(): () => void {
  const end = consumerGauges(consumer, runner);
  onTestFinished(end);
  return end;
}

describe('the gauges of a consumer', () => {
  it('tell the lag of each partition, and forget one that is gone', async () => {
    watched();
    consumer.lag = [
      { topic: 't', partition: 0, records: 7 },
      { topic: 't', partition: 1, records: 0 },
    ];
    expect(await figuresOf('penstock_consumer_lag')).toEqual({
      'topic="t",partition="0"': 7,
      'topic="t",partition="1"': 0,
    });
    consumer.lag = consumer.lag.slice(1);
    expect(await figuresOf('penstock_consumer_lag')).toEqual({ 'topic="t",partition="1"': 0 });
  });

  it('tell how many partitions are stopped, and how many wait for what', async () => {
    watched();
    consumer.stopped.set('t/0', { alarm: 'OFFSET_OUT_OF_RANGE', reason: 'gone' });
    runner.waiting.set('t/1', 'DATABASE_FULL').set('t/2', 'DATABASE_FULL');
    expect(await figuresOf('penstock_consumer_stopped_partitions')).toEqual({ '': 1 });
    expect(await figuresOf('penstock_consumer_waiting_partitions')).toEqual({
      'outage="DATABASE_FULL"': 2,
      'outage="DATABASE_UNAVAILABLE"': 0,
      'outage="REGISTRY_UNREACHABLE"': 0,
    });
  });

  it('tell nothing once they have ended', async () => {
    watched()();
    expect(await figuresOf('penstock_consumer_stopped_partitions')).toEqual({});
  });
});
