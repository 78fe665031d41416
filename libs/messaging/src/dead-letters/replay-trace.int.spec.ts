import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTelemetry, type Telemetry } from '@penstock/observability';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { startTraceCollector, type TraceCollector } from '@penstock/testing/telemetry';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { failing, moved, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';

/** The story the message belongs to, and what others wrote beside it about earlier failures. */
const STORY = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const HEADERS = {
  traceparent: `00-${STORY.traceId}-${STORY.spanId}-01`,
  'x-exception-message': 'the far side hung up',
  'x-attempts': '7',
};

const folder = mkdtempSync(join(tmpdir(), 'replay-trace-'));
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

it('is a trace of its own with a link to the one that failed, and its effects carry nothing of the failed try', async () => {
  failing.set('a', 'permanent');
  const dead = { ...moved('p1', 'a', '1', 0), headers: HEADERS };
  await service.deliver([dead]);
  failing.clear();
  const stored = await service.deadLetters.show(dead);
  expect(stored?.headers).toEqual(HEADERS);
  await service.database.query('DELETE FROM outbox'); // the announcement of the dead letter

  await service.deadLetters.replay(dead, { actor: 'ada', reason: 'ticket 7' });
  const [effect] = await service.database.query<{ traceparent: string; row: string }[]>(
    `SELECT traceparent, to_jsonb(outbox)::text || encode(value, 'escape') AS row FROM outbox`,
  );
  await telemetry.shutdown();

  const [replayed] = collector.spans.search({ name: 'replay tally.stock-adjusted' });
  expect(replayed).not.toBe(STORY.traceId);
  expect(collector.spans.trace(replayed ?? '')[0]).toMatchObject({
    parentSpanId: null,
    kind: 'consumer',
    links: [STORY],
    attributes: { 'penstock.outcome': 'done' },
  });
  expect(effect?.traceparent.slice(3, 35)).toBe(replayed);
  for (const value of [STORY.traceId, ...Object.keys(HEADERS).slice(1), HEADERS['x-exception-message']])
    expect(effect?.row).not.toContain(value);
});
