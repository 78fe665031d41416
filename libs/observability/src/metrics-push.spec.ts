import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { counter, gauge, startTelemetry } from './index.js';
import { pushReaders } from './metrics-push.js';

/** What a collector receives, as documented at https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
interface OtlpExport {
  resourceMetrics: { scopeMetrics: { metrics: { name: string; [kind: string]: unknown }[] }[] }[];
}

const received: { path: string; body: OtlpExport }[] = [];
const collector = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    received.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) as OtlpExport });
    response.setHeader('content-type', 'application/json').end('{}');
  });
});

beforeAll(() => new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve)));
afterAll(() => void collector.closeAllConnections());

it('metrics reach an OTLP collector at the address given for them, before shutdown ends', async () => {
  const { port } = collector.address() as AddressInfo;
  const environment = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `http://127.0.0.1:${port}/otlp/v1/metrics` };
  const telemetry = startTelemetry({ service: 'spec', version: '0', environment });
  counter('spec.taken', { description: 'Taken.', unit: '{webhook}' }).add(3, { channel: 'eu' });
  gauge('spec.waiting', { description: 'Waiting.' }, (result) => result.observe(4));
  await telemetry.shutdown();

  expect(received.map(({ path }) => path)).toEqual(['/otlp/v1/metrics']);
  const metrics = received.flatMap(({ body }) =>
    body.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics)),
  );
  const attributes = [{ key: 'channel', value: { stringValue: 'eu' } }];
  expect(metrics.find(({ name }) => name === 'spec.taken')).toMatchObject({
    sum: { isMonotonic: true, dataPoints: [{ asDouble: 3, attributes }] },
  });
  expect(metrics.find(({ name }) => name === 'spec.waiting')).toMatchObject({
    gauge: { dataPoints: [{ asDouble: 4 }] },
  });
});

it('a collector that is gone holds the end of a process up for no more than a moment', async () => {
  const { port } = collector.address() as AddressInfo;
  await new Promise((resolve) => collector.close(resolve));
  const provider = new MeterProvider({ readers: pushReaders(`http://127.0.0.1:${port}/v1/metrics`) });
  provider.getMeter('spec').createCounter('spec.taken').add(1);
  const begun = performance.now();
  await provider.shutdown();
  expect(performance.now() - begun).toBeLessThan(4_000);
});
