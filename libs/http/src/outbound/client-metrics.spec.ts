import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metricsPage, startTelemetry } from '@penstock/observability';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../index.js';

let answer: (response: ServerResponse) => void;
let client: HttpClient;
const farSide = createServer((_request, response) => answer(response));
const failed = (): undefined => undefined;

beforeAll(() => void startTelemetry({ service: 'http-spec', version: '0', environment: {} }));
beforeEach(() => new Promise<void>((resolve) => farSide.listen(0, '127.0.0.1', resolve)));
afterEach(() => {
  client.close();
  farSide.closeAllConnections();
  farSide.close();
});

function clientNamed(name: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  const { port } = farSide.address() as AddressInfo;
  return (client = createHttpClient({ name, baseUrl: `http://127.0.0.1:${port}`, ...options }));
}

/** Lines of one client's metric, without its name in them. */
async function shown(metric: string): Promise<string[]> {
  const page = (await metricsPage()) ?? '';
  const lines = page.split('\n').filter((line) => line.startsWith(metric) && line.includes(`"${client.name}"`));
  return lines.map((line) => line.slice(metric.length).replace(/penstock_http_client="[^"]+",?/, ''));
}
const calls = (): Promise<string[]> => shown('http_client_request_duration_count');

describe('a call', () => {
  it('that is answered is counted by its status', async () => {
    answer = (response) => void response.writeHead(429).end();
    await clientNamed('answering').post('/orders', '{}');
    expect(await calls()).toEqual([
      '{http_request_method="POST",outcome="answered",http_response_status_code="429"} 1',
    ]);
  });

  it('that may or may not have been processed is counted apart from one that certainly was not', async () => {
    answer = failed;
    await clientNamed('silent', { timeoutMs: 30, breaker: { consecutiveFailures: 1 } })
      .get('/')
      .catch(failed);
    await client.get('/').catch(failed);
    expect(await calls()).toEqual([
      '{http_request_method="GET",outcome="ambiguous",error_type="timeout"} 1',
      '{http_request_method="GET",outcome="unavailable",error_type="circuit_open"} 1',
    ]);
  });
});

describe('a client', () => {
  it('shows its breaker, open and closed', async () => {
    let status = 503;
    answer = (response) => void response.writeHead(status).end();
    clientNamed('breaking', { breaker: { consecutiveFailures: 1, halfOpenAfterMs: 30 } });
    expect(await shown('penstock_http_circuit_open')).toEqual(['{} 0']);
    await client.get('/');
    expect(await shown('penstock_http_circuit_open')).toEqual(['{} 1']);
    status = 200;
    await expect.poll(() => client.get('/').then((response) => response.status, failed)).toBe(200);
    expect(await shown('penstock_http_circuit_open')).toEqual(['{} 0']);
  });

  it('shows how many calls wait, until it is closed', async () => {
    const held: ServerResponse[] = [];
    answer = (response) => void held.push(response);
    clientNamed('crowded', { maxConcurrent: 1 });
    const all = [1, 2, 3].map((n) => client.get(`/${n}`));
    expect(await shown('penstock_http_waiting')).toEqual(['{} 2']);
    await expect.poll(() => held.length).toBe(1);
    answer = (response) => void response.end();
    held[0]?.end();
    await Promise.all(all);
    expect(await shown('penstock_http_waiting')).toEqual(['{} 0']);
    client.close();
    expect(await shown('penstock_http_waiting')).toEqual([]);
  });
});
