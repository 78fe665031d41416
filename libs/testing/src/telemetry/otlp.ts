/**
 * OTLP over HTTP in its JSON form: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding (ids in hexadecimal, enums as numbers,
 * 64-bit integers as strings). Only the members that a person following a trace looks at are read.
 */
export interface OtlpTraceExport {
  readonly resourceSpans?: ReadonlyArray<{
    readonly resource?: { readonly attributes?: readonly OtlpAttribute[] };
    readonly scopeSpans?: ReadonlyArray<{ readonly spans?: readonly OtlpSpan[] }>;
  }>;
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind?: number;
  readonly startTimeUnixNano: string | number;
  readonly endTimeUnixNano: string | number;
  readonly attributes?: readonly OtlpAttribute[];
  readonly status?: { readonly code?: number; readonly message?: string };
  readonly links?: ReadonlyArray<{ readonly traceId: string; readonly spanId: string }>;
  readonly events?: ReadonlyArray<{ readonly name: string; readonly attributes?: readonly OtlpAttribute[] }>;
}

interface OtlpAttribute {
  readonly key: string;
  readonly value?: OtlpValue;
}

interface OtlpValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly OtlpValue[] };
}

export type AttributeValue = string | number | boolean | null | readonly AttributeValue[];
export type SpanAttributes = Readonly<Record<string, AttributeValue>>;

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUSES = ['unset', 'ok', 'error'] as const;

/** A finished span, as stored on disk and answered over HTTP. */
export interface StoredSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Null for the first span of a trace. */
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly kind: (typeof KINDS)[number];
  readonly service: string;
  /** ISO 8601 in UTC with six decimals, so that texts sort as times do. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly status: (typeof STATUSES)[number];
  readonly statusMessage: string | null;
  readonly attributes: SpanAttributes;
  readonly links: ReadonlyArray<{ readonly traceId: string; readonly spanId: string }>;
  readonly events: ReadonlyArray<{ readonly name: string; readonly attributes: SpanAttributes }>;
}

/** All spans of one export request. */
export function spansIn(exported: OtlpTraceExport): StoredSpan[] {
  return (exported.resourceSpans ?? []).flatMap(({ resource, scopeSpans = [] }) => {
    const service = String(attributesOf(resource?.attributes)['service.name'] ?? 'unknown');
    return scopeSpans.flatMap(({ spans = [] }) => spans.map((span) => stored(span, service)));
  });
}

function stored(span: OtlpSpan, service: string): StoredSpan {
  const start = BigInt(span.startTimeUnixNano);
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId || null,
    name: span.name,
    kind: KINDS[span.kind ?? 0] ?? 'unspecified',
    service,
    startedAt: isoMicros(start / 1_000n),
    durationMs: Number(BigInt(span.endTimeUnixNano) - start) / 1e6,
    status: STATUSES[span.status?.code ?? 0] ?? 'unset',
    statusMessage: span.status?.message || null,
    attributes: attributesOf(span.attributes),
    links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
    events: (span.events ?? []).map(({ name, attributes }) => ({ name, attributes: attributesOf(attributes) })),
  };
}

function isoMicros(micros: bigint): string {
  const millis = new Date(Number(micros / 1_000n)).toISOString();
  return millis.replace('Z', `${String(micros % 1_000n).padStart(3, '0')}Z`);
}

const attributesOf = (attributes: readonly OtlpAttribute[] = []): SpanAttributes =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));

function valueOf(value: OtlpValue = {}): AttributeValue {
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(valueOf);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? null;
}
