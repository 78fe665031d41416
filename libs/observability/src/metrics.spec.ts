import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counter, gauge, histogram, metricsPage, startTelemetry, type Telemetry } from './index.js';

// As in a library: declared while modules load, before anything has started.
const taken = counter('spec.webhook.taken', { description: 'Webhooks that were taken.', unit: '{webhook}' });
const early = counter('spec.early', { description: 'Used before telemetry started.' });
const untouched = 'spec.untouched';
counter(untouched, { description: 'Never used.' });
const duration = histogram('spec.call.duration', { description: 'Calls.', unit: 's' });
const sizes = histogram('spec.size', { description: 'Sizes.', unit: 'By', boundaries: [10, 1_000] });
let lag: Record<string, number> = { 'orders/0': 7, 'orders/1': 2 };
const endLag = gauge('spec.lag', { description: 'Records behind.', unit: '{record}' }, (result) => {
  for (const [partition, records] of Object.entries(lag)) result.observe(records, { partition });
});
early.add(1);

let telemetry: Telemetry;
beforeAll(() => void (telemetry = startTelemetry({ service: 'spec', version: '0', environment: {} })));
afterAll(() => telemetry.shutdown());

/** Lines of one metric, without comments. */
const linesOf = async (name: string): Promise<string[]> =>
  ((await metricsPage()) ?? '').split('\n').filter((line) => line.startsWith(name));

describe('an instrument that was declared before telemetry started', () => {
  it('counts what comes after', async () => {
    taken.add(2, { channel: 'eu' });
    taken.add(1, { channel: 'eu' });
    early.add(5);
    expect(await linesOf('spec_webhook_taken')).toEqual(['spec_webhook_taken_total{channel="eu"} 3']);
    expect(await linesOf('spec_early')).toEqual(['spec_early_total 5']);
  });

  it('is on the page before it has counted anything, with what it means', async () => {
    const page = await metricsPage();
    expect(page).toContain('# HELP spec_untouched_total Never used.\n# TYPE spec_untouched_total counter\n');
    expect(page).toContain('# UNIT spec_call_duration s\n# TYPE spec_call_duration histogram\n');
  });

  it('sorts durations in seconds into buckets from 5 ms to 60 s, or into those it was given', async () => {
    duration.record(0.004);
    duration.record(75);
    sizes.record(11);
    const buckets = await linesOf('spec_call_duration_bucket');
    expect(buckets[0]).toBe('spec_call_duration_bucket{le="0.005"} 1');
    expect(buckets.slice(-2)).toEqual([
      'spec_call_duration_bucket{le="60"} 1',
      'spec_call_duration_bucket{le="+Inf"} 2',
    ]);
    expect(await linesOf('spec_size_bucket')).toEqual([
      'spec_size_bucket{le="10"} 0',
      'spec_size_bucket{le="1000"} 1',
      'spec_size_bucket{le="+Inf"} 1',
    ]);
  });
});

describe('a gauge', () => {
  it('is asked at each reading, and tells nothing of what is no longer there', async () => {
    expect(await linesOf('spec_lag')).toEqual(['spec_lag{partition="orders/0"} 7', 'spec_lag{partition="orders/1"} 2']);
    lag = { 'orders/1': 3 };
    expect(await linesOf('spec_lag')).toEqual(['spec_lag{partition="orders/1"} 3']);
  });

  it('that fails is left out, as long as it fails, and takes no other figure with it', async () => {
    let isUp = true;
    const end = gauge('spec.waiting', { description: 'Rows.' }, async (result) => {
      result.observe(1, { state: 'read' });
      if (!isUp) throw new Error('the database is away');
      result.observe(2, { state: 'unread' });
    });
    expect(await linesOf('spec_waiting')).toHaveLength(2);
    isUp = false;
    expect(await linesOf('spec_waiting')).toEqual([]);
    expect(await linesOf('spec_lag')).toHaveLength(1);
    isUp = true;
    expect(await linesOf('spec_waiting')).toHaveLength(2);
    end();
    expect(await linesOf('spec_waiting')).toEqual([]);
  });

  it('may be declared twice under one name, each with attributes of its own', async () => {
    const options = { description: 'Clients.' };
    const ends = ['a', 'b'].map((client) => gauge('spec.client', options, (result) => result.observe(1, { client })));
    expect(await linesOf('spec_client')).toEqual(['spec_client{client="a"} 1', 'spec_client{client="b"} 1']);
    ends[0]?.();
    expect(await linesOf('spec_client')).toEqual(['spec_client{client="b"} 1']);
    ends[1]?.();
  });

  it('that was ended is asked no more', async () => {
    endLag();
    expect(await linesOf('spec_lag')).toEqual([]);
  });
});

describe('the page', () => {
  it('says how much processor time and memory the process takes', async () => {
    const [user] = await linesOf('process_cpu_time_total{cpu_mode="user"}');
    expect(Number(user?.split(' ')[1])).toBeGreaterThan(0);
    const [memory] = await linesOf('process_memory_usage');
    expect(Number(memory?.split(' ')[1])).toBeGreaterThan(10_000_000);
  });

  it('says how late the event loop was', async () => {
    await pass(60); // time itself is what is measured: the watch must have looked before, and must look again
    const busyUntil = performance.now() + 100;
    while (performance.now() < busyUntil);
    await pass(60);
    const [late] = await linesOf('nodejs_eventloop_delay_p99');
    expect(Number(late?.split(' ')[1])).toBeGreaterThan(0.05);
  });

  it('names neither who runs the process nor how it was called', async () => {
    const page = await metricsPage();
    expect(page).not.toMatch(/target_info|otel_scope|process_owner|command/);
  });
});
