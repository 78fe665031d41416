import { type Attributes, histogram } from '@penstock/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const duration = histogram('http.server.request.duration', {
  description: 'Requests answered by this process, by method, route and status.',
  unit: 's',
});

/** Other methods come from outside, and would make series without end: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#http-server */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']);

/** Measures every request from its headers to the end of its answer; one that found no route has none, and shares one series with its like. */
export function measureRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const begun = performance.now();
    reply.raw.once('close', () => duration.record((performance.now() - begun) / 1e3, attributesOf(request, reply)));
    done();
  });
}

function attributesOf(request: FastifyRequest, reply: FastifyReply): Attributes {
  const route = request.routeOptions.url;
  return {
    'http.request.method': METHODS.has(request.method) ? request.method : '_OTHER',
    ...(route !== undefined && { 'http.route': route }),
    ...(reply.raw.writableFinished
      ? { 'http.response.status_code': reply.statusCode }
      : { 'error.type': 'client_closed' }),
  };
}
