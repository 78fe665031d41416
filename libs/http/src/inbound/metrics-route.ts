import { METRICS_CONTENT_TYPE, metricsPage } from '@penstock/observability';
import type { FastifyInstance } from 'fastify';
import { problem } from './problem.js';
import { sendProblem } from './problem-filter.js';

/**
 * `GET /metrics`: the figures of this process, for Prometheus; 404 in a process without telemetry. Like `/health/*` it asks for no credentials and is for
 * the inside only: it holds no personal data, but says how much is sold and what is broken. An ingress must not route it.
 */
export function serveMetrics(fastify: FastifyInstance): void {
  fastify.get('/metrics', async (_request, reply) => {
    const page = await metricsPage();
    if (page === undefined) sendProblem(reply, problem(404));
    else void reply.header('content-type', METRICS_CONTENT_TYPE).send(page);
    return reply;
  });
}
