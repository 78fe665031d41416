export type { AttributeValue, SpanAttributes, StoredSpan } from './otlp.js';
export { openSpanStore, type SpanStore } from './span-store.js';
export { startTraceCollector, type TraceCollector, type TraceCollectorOptions } from './trace-collector.js';
