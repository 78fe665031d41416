export { describeError, type ErrorDescription } from './describe-error.js';
export {
  counter,
  gauge,
  histogram,
  type Counter,
  type Histogram,
  type InstrumentOptions,
  type Observation,
} from './instruments.js';
export { createLog, log, logger, type Logger } from './log.js';
export { METRICS_CONTENT_TYPE, metricsPage } from './metrics-page.js';
export { isHiddenKey, redactFields } from './redaction.js';
export { inSpan, recordFailure, startSpan, tracer, type SpanOptions } from './span.js';
export { startTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.js';
export { contextOf, currentTraceId, currentTraceparent, linkTo } from './trace-context.js';
export { wideLine, type WideLine } from './wide-line.js';
// The few names of the OpenTelemetry API that authors need, so that only this library depends on it.
export { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
export type { Attributes, Context, Link, Span } from '@opentelemetry/api';
