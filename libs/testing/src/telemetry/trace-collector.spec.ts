import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openSpanStore, startTraceCollector } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'collector-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TRACE = '0af7651916cd43dd8448eb211c80319c';

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const otlpSpan = (spanId: string, name: string, more = {}) => ({
  traceId: TRACE,
  spanId,
  name,
  startTimeUnixNano: '1795253280000123001',
  endTimeUnixNano: '1795253280002623001',
  ...more,
});
const exported = (service: string, ...spans: unknown[]) => ({
  resourceSpans: [{ resource: { attributes: [text('service.name', service)] }, scopeSpans: [{ spans }] }],
});

async function send(url: string, body: unknown, type = 'application/json'): Promise<number> {
  const response = await fetch(`${url}/v1/traces`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': type },
  });
  return response.status;
}

describe('the trace collector', () => {
  it('keeps what services export, through a restart, and finds it by trace and by attribute', async () => {
    const file = join(folder, 'restart', 'spans.jsonl');
    let collector = await startTraceCollector({ port: 0, file });
    const server = otlpSpan('b7ad6b7169203331', 'POST /webhooks', {
      kind: 2,
      attributes: [text('order.number', '#1001')],
    });
    const consumer = otlpSpan('00f067aa0ba902b7', 'handle', {
      kind: 5,
      parentSpanId: 'b7ad6b7169203331',
      startTimeUnixNano: '1795253281000000000',
      endTimeUnixNano: '1795253281001000000',
      attributes: [{ key: 'messaging.batch.message_count', value: { intValue: '200' } }],
      status: { code: 2, message: 'no stock' },
      links: [{ traceId: TRACE, spanId: 'b7ad6b7169203331', attributes: [] }],
      events: [{ name: 'exception', attributes: [text('exception.type', 'Permanent')] }],
    });
    expect(await send(collector.url, exported('propagator', consumer))).toBe(200);
    expect(await send(collector.url, exported('order-ingest', server))).toBe(200);
    expect(await send(collector.url, exported('order-ingest', server))).toBe(200);
    await collector.close();
    appendFileSync(file, '{"torn');

    collector = await startTraceCollector({ port: 0, file });
    const trace = await (await fetch(`${collector.url}/traces/${TRACE}`)).json();
    expect(trace).toMatchObject({
      traceId: TRACE,
      spans: [
        {
          name: 'POST /webhooks',
          kind: 'server',
          service: 'order-ingest',
          parentSpanId: null,
          startedAt: '2026-11-21T09:28:00.000123Z',
          durationMs: 2.5,
          status: 'unset',
          attributes: { 'order.number': '#1001' },
        },
        {
          name: 'handle',
          kind: 'consumer',
          service: 'propagator',
          parentSpanId: 'b7ad6b7169203331',
          status: 'error',
          statusMessage: 'no stock',
          attributes: { 'messaging.batch.message_count': 200 },
          links: [{ traceId: TRACE, spanId: 'b7ad6b7169203331' }],
          events: [{ name: 'exception', attributes: { 'exception.type': 'Permanent' } }],
        },
      ],
    });
    const search = async (query: string) =>
      ((await (await fetch(`${collector.url}/traces?${query}`)).json()) as { traces: unknown[] }).traces;
    expect(await search('order.number=%231001&service=order-ingest')).toEqual([trace]);
    expect(await search('order.number=%231001&service=propagator')).toEqual([]);
    expect((await fetch(`${collector.url}/traces/${'f'.repeat(32)}`)).status).toBe(404);
    await collector.close();
  });

  it('refuses what is not JSON', async () => {
    const collector = await startTraceCollector({ port: 0, file: join(folder, 'protobuf', 'spans.jsonl') });
    expect(await send(collector.url, 'x', 'application/x-protobuf')).toBe(415);
    await collector.close();
  });

  it('forgets the oldest traces when there are too many', () => {
    const store = openSpanStore(join(folder, 'many', 'spans.jsonl'), 2);
    const spanOf = (traceId: string) => ({
      ...{
        traceId,
        spanId: traceId,
        parentSpanId: null,
        name: 'work',
        kind: 'internal' as const,
        service: 'x',
        durationMs: 1,
      },
      ...{
        startedAt: '2026-11-21T09:28:00.000Z',
        status: 'ok' as const,
        statusMessage: null,
        attributes: {},
        links: [],
        events: [],
      },
    });
    store.add(['a', 'b', 'c'].map(spanOf));
    expect(store.search({ name: 'work' })).toEqual(['c', 'b']);
  });
});
