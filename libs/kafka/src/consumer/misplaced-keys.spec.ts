import { metricsPage, startTelemetry } from '@penstock/observability';
import { describe, expect, it, onTestFinished } from 'vitest';
import { partitionOfKey } from '../partition-of-key.js';
import type { ReceivedMessage } from '../port.js';
import { MisplacedKeys } from './misplaced-keys.js';

const onPartition = (partition: number, key: string | null): ReceivedMessage => ({
  ...{ topic: 't', partition, offset: 0n, value: null, headers: {}, timestamp: 0 },
  key: key === null ? null : Buffer.from(key),
});

describe('keys', () => {
  const right = partitionOfKey(Buffer.from('ord_1'), 6);

  it('where murmur2 puts them are as they must be, and so are records without a key', () => {
    expect(new MisplacedKeys().look([onPartition(right, 'ord_1'), onPartition(3, null)], 6)).toBe(0);
  });

  it('elsewhere are counted, each of them', () => {
    const wrong = (right + 1) % 6;
    expect(new MisplacedKeys().look([onPartition(wrong, 'ord_1'), onPartition(wrong, 'ord_1')], 6)).toBe(2);
  });

  it('are in the metrics, though the counter was declared before telemetry started', async () => {
    const telemetry = startTelemetry({ service: 'spec', version: '0', environment: {} });
    onTestFinished(() => telemetry.shutdown());
    new MisplacedKeys().look([onPartition((right + 1) % 6, 'ord_1'), onPartition((right + 2) % 6, 'ord_1')], 6);
    expect(await metricsPage()).toContain('penstock_kafka_misplaced_key_total{topic="t"} 2\n');
  });
});
