import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contextOf,
  currentTraceId,
  currentTraceparent,
  inSpan,
  linkTo,
  SpanKind,
  startTelemetry,
  type Telemetry,
} from './index.js';

interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status: { code?: number };
  attributes: { key: string; value: unknown }[];
  links: { traceId: string; spanId: string }[];
  events: { name: string }[];
}

/** What a collector receives, as documented at https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
interface OtlpExport {
  resourceSpans: { resource: { attributes: { key: string; value: unknown }[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
}

const received: { headers: IncomingHttpHeaders; path: string; body: OtlpExport }[] = [];
const collector = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as OtlpExport;
    received.push({ headers: request.headers, path: request.url ?? '', body });
    response.setHeader('content-type', 'application/json').end('{}');
  });
});

const REMOTE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const UNSAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
let telemetry: Telemetry;

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`, OTEL_TRACES_SAMPLER_ARG: '1' };
  telemetry = startTelemetry({ service: 'order-ingest', version: '1.2.3', environment });
});
afterAll(() => void collector.close());

describe('traceparent', () => {
  it.each([
    undefined,
    null,
    '',
    'nonsense',
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    `ff${REMOTE.slice(2)}`,
  ])('begins a new trace when it is %s', async (broken) => {
    const traceId = await inSpan('work', { parent: contextOf(broken) }, () => currentTraceId());
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(traceId).not.toBe('0af7651916cd43dd8448eb211c80319c');
    expect(linkTo(broken)).toBeUndefined();
  });

  it('is absent outside spans and names the active one inside, also after an await', async () => {
    expect(currentTraceparent()).toBeUndefined();
    await inSpan('outer', {}, async (outer) => {
      await new Promise((resolve) => setImmediate(resolve));
      const { traceId, spanId } = outer.spanContext();
      expect(currentTraceparent()).toBe(`00-${traceId}-${spanId}-01`);
    });
    expect(currentTraceparent()).toBeUndefined();
  });

  it('keeps the decision of a caller that does not record its trace', async () => {
    const inside = await inSpan('unsampled', { parent: UNSAMPLED }, () => currentTraceparent());
    expect(inside).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-00$/);
  });
});

describe('inSpan', () => {
  it('continues, links, records failures, and reaches an OTLP collector as JSON before shutdown ends', async () => {
    const parent = { parent: REMOTE, kind: SpanKind.CONSUMER, attributes: { 'order.number': '#1001' } };
    const failure = Object.assign(new Error('no such order'), { code: 'order_unknown' });
    await expect(
      inSpan('handle', parent, () => inSpan('inner', { links: [REMOTE, undefined] }, () => Promise.reject(failure))),
    ).rejects.toBe(failure);
    await telemetry.shutdown();

    const exported = received.flatMap(({ body }) => body.resourceSpans);
    expect(received[0]).toMatchObject({ path: '/v1/traces', headers: { 'content-type': 'application/json' } });
    expect(exported[0]?.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'order-ingest' },
    });
    const spans = exported.flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans));
    const outer = spans.find((span) => span.name === 'handle');
    const inner = spans.find((span) => span.name === 'inner');
    expect(outer).toMatchObject({
      traceId: REMOTE.slice(3, 35),
      parentSpanId: REMOTE.slice(36, 52),
      kind: 5,
      status: { code: 2 },
    });
    expect(outer?.attributes).toContainEqual({ key: 'order.number', value: { stringValue: '#1001' } });
    expect(inner).toMatchObject({ parentSpanId: outer?.spanId, links: [{ spanId: REMOTE.slice(36, 52) }] });
    expect(inner?.attributes).toContainEqual({ key: 'error.type', value: { stringValue: 'order_unknown' } });
    expect(inner?.events.map((event) => event.name)).toEqual(['exception']);
    expect(spans.map((span) => span.name)).not.toContain('unsampled');
  });
});
