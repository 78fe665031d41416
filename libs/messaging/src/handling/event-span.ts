import { type Context, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { contextOf } from '@penstock/observability';
import type { AnyEvent, EventArrival } from '../inbox/arrival.js';

const tracer = trace.getTracer('@penstock/messaging');

/** The consumer span of one event, in the trace the event came with. */
export interface EventSpan {
  /** Runs with the span as the current one: what is said inside carries its context on. */
  run<T>(work: () => T): T;
  outcome(outcome: string, error?: unknown): void;
  rolledBack(error: unknown): void;
  end(): void;
}

/**
 * Starts the span of one event. The event's own trace goes on; the batch it was read in is linked, because a batch belongs to many traces.
 * Attribute names: https://opentelemetry.io/docs/specs/semconv/messaging/kafka/
 */
export function startEventSpan({ message, handler, event }: EventArrival, batch?: Span): EventSpan {
  const parent = contextOf(message.headers['traceparent']);
  const span = tracer.startSpan(
    handler.id,
    {
      kind: SpanKind.CONSUMER,
      links: batch ? [{ context: batch.spanContext() }] : [],
      attributes: {
        'messaging.system': 'kafka',
        'messaging.operation.type': 'process',
        'messaging.destination.name': message.topic,
        'messaging.destination.partition.id': String(message.partition),
        'messaging.kafka.offset': Number(message.offset),
        ...eventAttributes(event),
      },
    },
    parent,
  );
  const fail = (error: unknown) => {
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
  };
  const own: Context = trace.setSpan(parent, span);
  return {
    run: (work) => context.with(own, work),
    outcome(outcome, error) {
      span.setAttribute('penstock.outcome', outcome);
      if (error !== undefined) fail(error);
    },
    rolledBack(error) {
      span.setAttribute('penstock.outcome', 'rolled back');
      fail(error);
      span.end();
    },
    end: () => span.end(),
  };
}

/** What people search traces by: event id, correlation id, order number. */
export const eventAttributes = (event: AnyEvent): Record<string, string> => ({
  'penstock.event.id': event.meta.eventId,
  'penstock.aggregate.id': event.meta.aggregateId,
  'penstock.correlation.id': event.meta.correlationId,
  ...(typeof event['orderNumber'] === 'string' ? { 'penstock.order.number': event['orderNumber'] } : {}),
  ...(typeof event['orderId'] === 'string' ? { 'penstock.order.id': event['orderId'] } : {}),
});

/** The span of a batch: a trace of its own. */
export const startBatchSpan = (group: string, topic: string, partition: number, size: number): Span =>
  tracer.startSpan(`${group} batch`, {
    kind: SpanKind.INTERNAL,
    root: true,
    attributes: {
      'messaging.destination.name': topic,
      'messaging.destination.partition.id': String(partition),
      'messaging.batch.message_count': size,
    },
  });
