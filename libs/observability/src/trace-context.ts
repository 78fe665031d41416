import {
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  type Context,
  type Link,
  type SpanContext,
} from '@opentelemetry/api';

/** `00-<trace id>-<parent span id>-<flags>`; later versions may append fields: https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

function spanContextOf(traceparent: string | null | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(spanContext) ? spanContext : undefined;
}

/** The active span as a `traceparent`, to be stored in an outbox row or a header; undefined outside any span. */
export function currentTraceparent(): string | undefined {
  const spanContext = trace.getSpanContext(context.active());
  if (!spanContext || !isSpanContextValid(spanContext)) return undefined;
  return `00-${spanContext.traceId}-${spanContext.spanId}-${spanContext.traceFlags.toString(16).padStart(2, '0')}`;
}

/** The trace id of the active span: 32 hexadecimal digits. */
export const currentTraceId = (): string | undefined => currentTraceparent()?.slice(3, 35);

/**
 * A context whose spans continue the given `traceparent`. An absent or malformed one gives an empty context, so that a new trace begins:
 * the W3C recommendation demands that, and a caller's broken header must not fail our request.
 */
export function contextOf(traceparent: string | null | undefined): Context {
  const spanContext = spanContextOf(traceparent);
  return spanContext ? trace.setSpanContext(ROOT_CONTEXT, spanContext) : ROOT_CONTEXT;
}

/** A link to the span that the `traceparent` names; undefined when it names none. */
export function linkTo(traceparent: string | null | undefined): Link | undefined {
  const spanContext = spanContextOf(traceparent);
  return spanContext && { context: spanContext };
}
