import { SpanKind, SpanStatusCode, currentTraceparent, inSpan, type Span } from '@penstock/observability';
import { classifyFailure } from './classify-failure.js';
import { measured, watchClient } from './client-metrics.js';
import type { HttpClient, HttpClientOptions, HttpRequest, HttpResponse } from './client-options.js';
import type { HttpFailureFacts } from './errors.js';
import { createLimits } from './limits.js';
import { createTransport } from './transport.js';

/** A client for one outside system: limits, circuit breaker, tracing, metrics, and errors that say whether trying again is safe. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const limits = createLimits(options);
  const transport = createTransport(options);
  const endWatch = watchClient(options.name, limits);

  async function send(request: HttpRequest, span: Span): Promise<HttpResponse> {
    const url = new URL(prefix + request.path, base);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const traceparent = currentTraceparent();
    const response = await limits.run(() =>
      transport.send(url, { ...request, headers: { ...request.headers, ...(traceparent && { traceparent }) } }),
    );
    span.setAttribute('http.response.status_code', response.status);
    if (response.status >= 400) {
      span.setAttribute('error.type', String(response.status));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    return response;
  }

  /** Span names and attributes: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span (the query may hold secrets). */
  async function request(call: HttpRequest): Promise<HttpResponse> {
    if (!call.path.startsWith('/')) throw new TypeError(`The path "${call.path}" does not begin with a slash`);
    const facts: HttpFailureFacts = {
      client: options.name,
      method: call.method,
      path: call.path.replace(/[?#].*$/s, ''),
    };
    const attributes = {
      'http.request.method': call.method,
      'server.address': base.hostname,
      'server.port': Number(base.port) || (base.protocol === 'https:' ? 443 : 80),
      'url.scheme': base.protocol.slice(0, -1),
      'url.path': prefix + facts.path,
      'penstock.http.client': options.name,
    };
    return inSpan(`${call.method} ${options.name}`, { kind: SpanKind.CLIENT, attributes }, (span) =>
      measured(options.name, call.method, async () => {
        try {
          return await send(call, span);
        } catch (error) {
          throw classifyFailure(error, facts);
        }
      }),
    );
  }

  return {
    name: options.name,
    request,
    get: (path, more = {}) => request({ ...more, method: 'GET', path }),
    post: (path, body, more = {}) => request({ ...more, method: 'POST', path, body }),
    close: () => {
      endWatch();
      transport.close();
    },
  };
}
