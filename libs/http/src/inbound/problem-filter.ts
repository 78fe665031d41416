import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { currentTraceId, logger } from '@penstock/observability';
import type { FastifyReply } from 'fastify';
import { Problem, PROBLEM_JSON } from './problem.js';

const log = logger('http');

/**
 * Every failed request is answered with a problem document. What the caller did wrong is named; what went wrong inside is logged, and the
 * answer carries only the trace id by which the log line is found.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const answer = problemOf(error);
    const { status, title, detail } = answer.document;
    // A problem that was thrown as one is an answer, whatever its status; anything else with 5xx is a defect or an outage.
    if (status >= 500 && error !== answer) log.error({ err: error, status }, 'request failed');
    else log.info({ status, title, detail }, 'request refused');
    sendProblem(reply, answer);
  }
}

/** Writes the document, with the trace id as an extension member. Nothing happens when an answer has been sent already. */
export function sendProblem(reply: FastifyReply, { document }: Problem): void {
  if (reply.sent) return;
  const traceId = currentTraceId();
  const text = JSON.stringify({ ...document, ...(traceId && { traceId }) });
  void reply.status(document.status).header('content-type', PROBLEM_JSON).send(text);
}

/** The answer to any thrown value. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status >= 500)
    return new Problem(status === 503 ? 503 : 500, { detail: 'The failure is recorded under the trace id.' });
  // The router's own 404 repeats the URL, whose query may hold secrets.
  return new Problem(status, status === 404 ? {} : { detail: (error as Error).message });
}

/** Nest's exceptions and Fastify's errors (FST_ERR_CTP_BODY_TOO_LARGE …) both say their status. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return error instanceof Error && typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
