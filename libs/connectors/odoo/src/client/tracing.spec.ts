import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTelemetry } from '@penstock/observability';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { json2Error, page, TRACEBACK } from '../answers/answers.fixture.js';
import { createOdooClient, OdooAmbiguous, OdooWrongCall } from '../index.js';
import { fakeHttp } from './fake-http.fixture.js';

let exported = '';
const collector = createServer((request, response) => {
  request.on('data', (chunk: Buffer) => (exported += chunk.toString()));
  request.on('end', () => response.end('{}'));
});

beforeAll(() => new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve)));
afterAll(() => void collector.close());

it('a span of a failed call names call and error, and holds neither traceback nor values nor key', async () => {
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '1' };
  const telemetry = startTelemetry({ service: 'odoo-spec', version: '0', environment });
  const http = fakeHttp(json2Error(500, 'builtins.ValueError', "Invalid field 'nofield'"), page(502));
  const account = { url: 'http://unused', database: 'odoo19', user: 'admin', password: 'the-key' };
  const client = createOdooClient({ ...account, protocol: 'json2', http });
  const create = () => client.call('res.partner', 'create', { vals_list: [{ name: 'Jane Doe', nofield: 1 }] });
  await expect(create()).rejects.toThrow(OdooWrongCall);
  await expect(create()).rejects.toThrow(OdooAmbiguous);
  await telemetry.shutdown();

  expect(exported).toContain('res.partner.create');
  expect(exported).toContain('ODOO_WRONG_CALL');
  expect(exported).toContain('ODOO_ANSWER_LOST');
  for (const secret of [TRACEBACK, 'Jane Doe', 'the-key']) expect(exported).not.toContain(secret);
});
