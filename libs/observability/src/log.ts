import { context, isSpanContextValid, trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { describeError } from './describe-error.js';
import { serviceName } from './identity.js';
import { redactFields } from './redaction.js';

export type Logger = PinoLogger;

/** Every line says which service wrote it and, inside a span, to which trace it belongs. */
function origin(): Record<string, string> {
  const span = trace.getSpanContext(context.active());
  if (!span || !isSpanContextValid(span)) return { service: serviceName() };
  return { service: serviceName(), trace_id: span.traceId, span_id: span.spanId };
}

/** A JSON logger writing to the given stream; services use `log`, tests give a stream of their own. */
export function createLog(destination: DestinationStream, level = process.env['LOG_LEVEL'] || 'info'): Logger {
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactFields(fields),
      },
      mixin: origin,
      serializers: { err: describeError, error: describeError },
    },
    destination,
  );
  // Children do not inherit pino's formatter of bindings; they do inherit this method.
  const { child } = root;
  return Object.assign(root, {
    child(this: Logger, bindings: Record<string, unknown>, ...options: unknown[]): Logger {
      return Reflect.apply(child, this, [redactFields(bindings), ...options]) as Logger;
    },
  });
}

/**
 * The process's log: JSON lines on standard output, written in the background, so that a line per message does not cost a system call each.
 * Pino flushes at every orderly end and at an uncaught exception; only SIGKILL loses lines still in memory.
 */
export const log: Logger = createLog(pino.destination({ dest: 1, sync: false }));

/** A logger whose lines carry the name of the part that writes them, such as `order-ingest.shopify-webhook`. */
export const logger = (name: string): Logger => log.child({ logger: name });
