import type { Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NestLog } from './nest-log.js';
import { problemOf, ProblemFilter, sendProblem } from './problem-filter.js';
import { measureRequests } from './request-metrics.js';
import { traceRequests } from './request-span.js';

export interface HttpAppOptions {
  /** Larger bodies are answered with 413. Default 1 MiB. */
  readonly bodyLimitBytes?: number;
}

/**
 * A Nest application on Fastify. Every body arrives as the raw `Buffer` it was (`@Body() body: Buffer | undefined`), whatever its content type says
 * or does not say: signatures are checked over bytes, and JSON is parsed losslessly by whoever expects it. Every failure is answered as a
 * problem document, every request has a span and is measured. The caller calls `listen(port, host)` and `stopOnSignal`.
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  { bodyLimitBytes = 1024 * 1024 }: HttpAppOptions = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    // What the router itself refuses (a malformed URL) never reaches Nest's filters.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(error)),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  traceRequests(fastify);
  measureRequests(fastify);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLog(),
    // A misconfigured service must fail with its error, not with process.abort().
    abortOnError: false,
    // Keep-alive connections of callers would otherwise hold the shutdown open.
    forceCloseConnections: true,
  });
  app.useGlobalFilters(new ProblemFilter());
  return app;
}
