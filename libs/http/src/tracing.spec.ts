import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTelemetry } from '@penstock/observability';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHttpApp, createHttpClient } from './index.js';
import { SampleModule } from './inbound/sample-app.fixture.js';

interface ExportedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status: { code?: number };
  attributes: { key: string; value: Record<string, unknown> }[];
}

interface Export {
  resourceSpans: { scopeSpans: { spans: ExportedSpan[] }[] }[];
}

const spans: ExportedSpan[] = [];
const collector = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Export;
    spans.push(...resourceSpans.flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans)));
    response.end('{}');
  });
});

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
const attributesOf = (span: ExportedSpan | undefined) =>
  Object.fromEntries(span?.attributes.map(({ key, value }) => [key, Object.values(value)[0]]) ?? []);

beforeAll(() => new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve)));
afterAll(() => void collector.close());

it('a call is one trace: the client span, and below it the server span with its route; probes leave none', async () => {
  const endpoint = `http://127.0.0.1:${portOf(collector)}`;
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '1' };
  const telemetry = startTelemetry({ service: 'http-spec', version: '0', environment });
  const app = await createHttpApp(SampleModule);
  await app.listen(0, '127.0.0.1');
  const port = portOf(app.getHttpServer());
  const client = createHttpClient({ name: 'sample', baseUrl: `http://127.0.0.1:${port}` });
  await client.post('/echo/eu', '{}', { query: { token: 'hunter2' } });
  await client.get('/broken');
  await fetch(`http://127.0.0.1:${port}/health/live`);
  client.close();
  await app.close();
  await telemetry.shutdown();

  const [calling, serving] = [3, 2].map((kind) =>
    spans.find((span) => span.kind === kind && span.name.startsWith('POST')),
  );
  expect(calling?.name).toBe('POST sample');
  expect(attributesOf(calling)).toEqual({
    'http.request.method': 'POST',
    'server.address': '127.0.0.1',
    'server.port': port,
    'url.scheme': 'http',
    'url.path': '/echo/eu',
    'penstock.http.client': 'sample',
    'http.response.status_code': 200,
  });
  expect(serving).toMatchObject({
    name: 'POST /echo/:channel',
    traceId: calling?.traceId,
    parentSpanId: calling?.spanId,
  });
  expect(attributesOf(serving)).toMatchObject({
    'http.route': '/echo/:channel',
    'url.path': '/echo/eu',
    'http.response.status_code': 200,
  });
  const failed = spans.filter((span) => span.name.startsWith('GET'));
  expect(failed.map(({ name, status }) => [name, status.code]).sort()).toEqual([
    ['GET /broken', 2],
    ['GET sample', 2],
  ]);
  expect(JSON.stringify(spans)).not.toContain('hunter2');
});
