import { describe, expect, it } from 'vitest';
import { json2Error, json2Result, page, rpcResult } from '../answers/answers.fixture.js';
import { clientOf, USER, VERSION_19, WHOSE_KEY } from '../client/client-of.fixture.js';
import { type FakeHttp, fakeHttp } from '../client/fake-http.fixture.js';
import { OdooServer } from '../index.js';

describe('the protocol is found out', () => {
  const detecting = (http: FakeHttp) => clientOf(http, { protocol: 'detect' });

  it('to be JSON-2 where the server has it and takes the key', async () => {
    const http = fakeHttp(VERSION_19, WHOSE_KEY, json2Result(3));
    expect(await detecting(http).call('res.partner', 'search_count', { domain: [] })).toBe(3);
    expect(http.requests.at(-1)?.path).toBe('/json/2/res.partner/search_count');
  });

  it('to be JSON-RPC where the server redirects to its login page, or has no such path', async () => {
    for (const status of [303, 404]) {
      const http = fakeHttp(page(status), USER, rpcResult(3));
      expect(await detecting(http).call('res.partner', 'search_count', { domain: [] })).toBe(3);
      expect(http.requests.map(({ path }) => path)).toEqual(['/json/version', '/jsonrpc', '/jsonrpc']);
    }
  });

  it('to be JSON-RPC where the password is no API key', async () => {
    const http = fakeHttp(VERSION_19, json2Error(401, 'werkzeug.exceptions.Unauthorized', 'Invalid apikey'), USER);
    expect(await detecting(http).authenticate()).toBe(2);
  });

  it('later, when the server is away', async () => {
    const client = detecting(fakeHttp(page(503), VERSION_19, WHOSE_KEY));
    await expect(client.authenticate()).rejects.toThrow(OdooServer);
    expect(await client.authenticate()).toBe(2);
  });
});
