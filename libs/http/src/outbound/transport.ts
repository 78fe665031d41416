import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import axios, { type AxiosResponse } from 'axios';
import type { HttpAuth, HttpClientOptions, HttpRequest, HttpResponse } from './client-options.js';
import { AddressDenied, isPublicAddress, publicLookup } from './public-address.js';

/** The sole user of axios: bytes out, text in. No JSON transforms, no redirects, no proxy from the environment, no error on a status. */
export function createTransport(options: HttpClientOptions): {
  send(url: URL, request: HttpRequest): Promise<HttpResponse>;
  close(): void;
} {
  const lookup = options.denyPrivateNetworks ? { lookup: publicLookup } : {};
  const agentOptions = { keepAlive: true, maxSockets: options.maxConcurrent ?? 8, ...lookup };
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(agentOptions);
  const client = axios.create({
    httpAgent,
    httpsAgent,
    headers: { ...options.headers, ...authHeaders(options.auth) },
    maxRedirects: 0,
    // A proxy named by the environment would see credentials, and would get around the check of addresses.
    proxy: false,
    responseType: 'text',
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
    validateStatus: () => true,
    maxContentLength: options.maxResponseBytes ?? 10 * 1024 * 1024,
    maxBodyLength: Infinity,
    transitional: { clarifyTimeoutError: true },
  });
  return {
    async send(url, request) {
      if (options.denyPrivateNetworks) refusePrivateLiteral(url);
      const response = await client.request<string>({
        url: url.href,
        method: request.method,
        data: typeof request.body === 'string' ? Buffer.from(request.body) : request.body,
        headers: {
          ...(request.body !== undefined && { 'content-type': 'application/json' }),
          ...lowerCased(request.headers),
        },
        timeout: request.timeoutMs ?? options.timeoutMs ?? 10_000,
      });
      return { status: response.status, headers: headersOf(response), body: response.data };
    },
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function authHeaders(auth: HttpAuth | undefined): Record<string, string> {
  switch (auth?.kind) {
    case undefined:
      return {};
    case 'bearer':
      return { authorization: `Bearer ${auth.token}` };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` };
    case 'header':
      return { [auth.name]: auth.value };
  }
}

function refusePrivateLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new AddressDenied(host);
}

const lowerCased = (headers: HttpRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function headersOf(response: AxiosResponse): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}
