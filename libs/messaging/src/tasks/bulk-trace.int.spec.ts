import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AvailabilityChanged } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { startTelemetry, type Telemetry } from '@penstock/observability';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { startTraceCollector, type TraceCollector } from '@penstock/testing/telemetry';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cause } from '../cause.fixture.js';
import { say } from '../handling/outgoing.js';
import { availability, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { defineBulkTask } from './bulk-task.js';
import { once } from './task.js';
import { TaskLoop } from './task-loop.js';

/** Each task goes on with a story of its own. */
const STORIES = ['a', 'b'].map((key) => ({ key, traceId: key.repeat(32), spanId: key.repeat(16) }));

const folder = mkdtempSync(join(tmpdir(), 'bulk-trace-'));
let service: ServiceUnderTest;
let collector: TraceCollector;
let telemetry: Telemetry;

beforeAll(async () => {
  collector = await startTraceCollector({ port: 0, file: join(folder, 'spans.jsonl') });
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '1' };
  telemetry = startTelemetry({ service: 'tally', version: '1', environment });
  service = await tallyOn(await freshDatabase());
});
afterAll(async () => {
  await service?.close();
  await collector?.close();
  rmSync(folder, { recursive: true });
});

it('tasks in bulk share a trace that links theirs, and each says its events in its own', async () => {
  const telling = defineBulkTask<object, string>({
    name: 'test.telling',
    concurrency: () => 1,
    most: () => 10,
    perform: (items) => Promise.resolve(new Map(items.map(({ attempt: { naturalKey: key } }) => [key, key]))),
    settle: (unit, _, key, attempt) =>
      unit.emit(say(AvailabilityChanged, availability(key, decimal('1'))), attempt.cause),
    failed: () => undefined,
  });
  await service.units.run(undefined, async (unit) => {
    for (const { key, traceId, spanId } of STORIES) {
      const traceparent = `00-${traceId}-${spanId}-01`;
      unit.once(once(telling, { naturalKey: key, document: key, payload: {} }), { ...cause, traceparent });
    }
  });
  const loop = new TaskLoop(service.units, telling);
  await loop.turn(new AbortController().signal);
  await loop.stop();
  const said = await service.query<{ key: string; trace: string }>(
    `SELECT key, substr(traceparent, 4, 32) AS trace FROM outbox ORDER BY key`,
  );
  await telemetry.shutdown();

  expect(said).toEqual(STORIES.map(({ key, traceId }) => ({ key, trace: traceId })));
  const [together] = collector.spans.search({ name: 'test.telling in bulk' });
  const [span] = collector.spans.trace(together ?? '').filter(({ name }) => name === 'test.telling in bulk');
  expect(span).toMatchObject({
    parentSpanId: null,
    links: STORIES.map(({ traceId, spanId }) => ({ traceId, spanId })),
  });
  for (const { traceId, spanId } of STORIES) {
    const [own] = collector.spans.trace(traceId).filter(({ name }) => name === 'test.telling');
    expect(own).toMatchObject({ parentSpanId: spanId, links: [{ traceId: together, spanId: span?.spanId }] });
  }
});
