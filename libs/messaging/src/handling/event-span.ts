import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { contextOf } from '@penstock/observability';
import type { AnyEvent, EventArrival } from '../inbox/arrival.js';

const tracer = trace.getTracer('@penstock/messaging');

/** The consumer span of one event, in the trace the event came with. */
export interface EventSpan {
  /** W3C trace context for what follows from the event. */
  readonly traceparent: string | undefined;
  /** Runs with the span as the current one, for work that makes spans or logs of its own. */
  run<T>(work: () => T): T;
  outcome(outcome: string, error?: unknown): void;
  rolledBack(error: unknown): void;
  end(): void;
}

/**
 * Starts the span of one event. The event's own trace goes on; the batch it was read in is linked, because a batch belongs to many traces.
 * A trace that is not recorded costs nothing here: its context is handed on as it came.
 */
export function startEventSpan(arrival: EventArrival, batch?: Span): EventSpan {
  const came = arrival.message.headers['traceparent'];
  if (came !== undefined && !isSampled(came)) return new Unrecorded(came);
  const parent = contextOf(came);
  const links = batch ? [{ context: batch.spanContext() }] : [];
  const span = tracer.startSpan(arrival.handler.id, { kind: SpanKind.CONSUMER, links }, parent);
  const own = traceparentOf(span);
  if (!span.isRecording()) return new Unrecorded(own);
  span.setAttributes(attributesOf(arrival));
  const fail = (error: unknown) => {
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
  };
  const active = trace.setSpan(parent, span);
  return {
    traceparent: own,
    run: (work) => context.with(active, work),
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

/** Of every event but a few: what it does not do costs nothing. */
class Unrecorded implements EventSpan {
  constructor(readonly traceparent: string) {}

  run<T>(work: () => T): T {
    return work();
  }
  outcome(): void {}
  rolledBack(): void {}
  end(): void {}
}

/** The last bit of the flags: https://www.w3.org/TR/trace-context/#sampled-flag */
const isSampled = (traceparent: string): boolean => Number.parseInt(traceparent.slice(-2), 16) % 2 === 1;

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** What people search traces by, and where the event stood: https://opentelemetry.io/docs/specs/semconv/messaging/kafka/ */
const attributesOf = ({ message, event }: EventArrival): Record<string, string | number> => ({
  'messaging.system': 'kafka',
  'messaging.operation.type': 'process',
  'messaging.destination.name': message.topic,
  'messaging.destination.partition.id': String(message.partition),
  'messaging.kafka.offset': Number(message.offset),
  ...eventAttributes(event),
});

const eventAttributes = (event: AnyEvent): Record<string, string> => ({
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
