import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startTelemetry, type Telemetry } from '@penstock/observability';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp, PROBLEM_JSON } from '../index.js';
import { SampleModule } from './sample-app.fixture.js';

let telemetry: Telemetry;
let app: NestFastifyApplication;
let base: string;

beforeAll(async () => {
  telemetry = startTelemetry({ service: 'sample', version: '0', environment: {} });
  app = await createHttpApp(SampleModule);
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => app.close());

/** Attributes and number of the requests measured so far. */
async function counted(): Promise<string[]> {
  const page = await (await fetch(`${base}/metrics`)).text();
  const counts = [...page.matchAll(/^http_server_request_duration_count\{(.*)\} (\d+)$/gm)];
  return counts.map(([, attributes, count]) => `${attributes}: ${count}`);
}

const seriesOf = (method: string, route: string | undefined, status: number, count: number): string =>
  [`http_request_method="${method}"`, route && `http_route="${route}"`, `http_response_status_code="${status}"`]
    .filter(Boolean)
    .join(',') + `: ${count}`;

describe('GET /metrics', () => {
  it('is text as Prometheus reads it', async () => {
    const response = await fetch(`${base}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toMatch(/^# HELP \S+ .+\n(# UNIT .+\n)?# TYPE \S+ (counter|gauge|histogram)$/m);
  });

  it('counts requests by method, by the template of their route, and by status', async () => {
    await fetch(`${base}/echo/eu`, { method: 'POST', body: '{}' });
    await fetch(`${base}/echo/us?token=hunter2`, { method: 'POST', body: '{}' });
    await fetch(`${base}/refused`);
    await fetch(`${base}/broken`);
    await expect
      .poll(counted)
      .toEqual(
        expect.arrayContaining([
          seriesOf('POST', '/echo/:channel', 200, 2),
          seriesOf('GET', '/refused', 422, 1),
          seriesOf('GET', '/broken', 500, 1),
        ]),
      );
  });

  it('puts everything that finds no route, and every strange method, into one series', async () => {
    await fetch(`${base}/no-such-path/1`);
    await fetch(`${base}/no-such-path/2`);
    await new Promise<void>((resolve, reject) => {
      const outgoing = request(`${base}/no-such-path/3`, { method: 'PURGE' }, (response) => {
        response.resume().on('end', resolve);
      });
      outgoing.on('error', reject).end();
    });
    await expect
      .poll(counted)
      .toEqual(expect.arrayContaining([seriesOf('GET', undefined, 404, 2), seriesOf('_OTHER', undefined, 404, 1)]));
    expect((await counted()).join()).not.toContain('no-such-path');
  });

  it('tells of a caller who went before the answer', async () => {
    const outgoing = request(`${base}/echo/eu`, { method: 'POST', headers: { 'content-length': '100' } });
    outgoing.on('error', () => undefined).write('{');
    await expect.poll(counted).toContainEqual(expect.stringContaining('/metrics'));
    outgoing.destroy();
    await expect.poll(counted).toContainEqual(expect.stringMatching(/echo.*error_type="client_closed": 1/));
  });

  it('is absent once telemetry has ended, as in a process that has none', async () => {
    await telemetry.shutdown();
    const response = await fetch(`${base}/metrics`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe(PROBLEM_JSON);
  });
});
