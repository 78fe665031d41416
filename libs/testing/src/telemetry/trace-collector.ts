import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { spansIn, type OtlpTraceExport } from './otlp.js';
import { openSpanStore, type SpanStore } from './span-store.js';

export interface TraceCollectorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where spans are kept, as JSON lines. */
  readonly file: string;
}

export interface TraceCollector {
  /** What services are given as OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  readonly spans: SpanStore;
  close(): Promise<void>;
}

/**
 * A collector for a laptop and for tests, where no Jaeger runs: takes traces over OTLP/HTTP as JSON (`POST /v1/traces`) and answers
 * `GET /traces/<trace id>` with `{ traceId, spans }` and `GET /traces?<attribute>=<value>` with `{ traces: [{ traceId, spans }] }`,
 * for example `/traces?order.number=%231001` or `/traces?service=order-ingest`. `GET /health/ready` says when it is up.
 */
export async function startTraceCollector({ port, file }: TraceCollectorOptions): Promise<TraceCollector> {
  const spans = openSpanStore(file);
  const fastify = Fastify({ bodyLimit: 64 * 1024 * 1024, forceCloseConnections: true });

  fastify.get('/health/ready', () => ({ status: 'ready' }));

  fastify.post<{ Body: OtlpTraceExport }>('/v1/traces', (request) => {
    spans.add(spansIn(request.body));
    return {};
  });

  fastify.get<{ Params: { traceId: string } }>('/traces/:traceId', (request, reply) => {
    const { traceId } = request.params;
    const found = spans.trace(traceId);
    return reply.status(found.length > 0 ? 200 : 404).send({ traceId, spans: found });
  });

  fastify.get<{ Querystring: Record<string, string> }>('/traces', (request) => ({
    traces: spans.search(request.query).map((traceId) => ({ traceId, spans: spans.trace(traceId) })),
  }));

  await fastify.listen({ port, host: '127.0.0.1' });
  const { port: taken } = fastify.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, spans, close: () => fastify.close() };
}
