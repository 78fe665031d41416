import {
  SpanKind,
  SpanStatusCode,
  context,
  contextOf,
  startSpan,
  type Context,
  type Span,
} from '@penstock/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';

interface Traced {
  readonly span: Span;
  readonly context: Context;
}

/**
 * One server span for each request, continuing the caller's `traceparent`. Health probes and scrapes get none: they would be most of all traces.
 * Names and attributes: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server (the query may hold secrets).
 */
export function traceRequests(fastify: FastifyInstance): void {
  const traced = new WeakMap<FastifyRequest, Traced>();

  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/health/') || request.url === '/metrics') return done();
    const traceparent = request.headers['traceparent'];
    const started = startSpan(spanName(request), {
      kind: SpanKind.SERVER,
      parent: contextOf(typeof traceparent === 'string' ? traceparent : undefined),
      attributes: attributesOf(request),
    });
    traced.set(request, started);
    // `close` comes after every answer and also when the caller hangs up before one.
    reply.raw.once('close', () => end(started.span, reply.raw.writableFinished ? reply.statusCode : undefined));
    context.with(started.context, done);
  });

  // Reading the body happens in the socket's own callbacks, outside the context of the hook above: it is entered again.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const started = traced.get(request);
    if (started) context.with(started.context, done);
    else done();
  });

  fastify.addHook('onError', (request, _reply, error, done) => {
    traced.get(request)?.span.recordException(error);
    done();
  });
}

const routeOf = (request: FastifyRequest): string | undefined => request.routeOptions.url;

const spanName = (request: FastifyRequest): string => [request.method, routeOf(request)].filter(Boolean).join(' ');

function attributesOf(request: FastifyRequest): Record<string, string> {
  const route = routeOf(request);
  return {
    'http.request.method': request.method,
    'url.path': request.url.replace(/\?.*$/s, ''),
    'url.scheme': request.protocol,
    'client.address': request.ip,
    ...(route !== undefined && { 'http.route': route }),
  };
}

function end(span: Span, status: number | undefined): void {
  if (status === undefined) span.setAttribute('error.type', 'client_closed');
  else span.setAttribute('http.response.status_code', status);
  if (status === undefined || status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
