import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoredSpan } from './otlp.js';

/** Spans on disk as JSON lines, and in memory by trace. The oldest traces are forgotten when there are more than `maxSpans`. */
export interface SpanStore {
  add(spans: readonly StoredSpan[]): void;
  /** The spans of one trace, in order of their start; empty when nobody knows the trace. */
  trace(traceId: string): StoredSpan[];
  /** The ids of traces in which a single span has all these values, newest first. `service` and `name` are the span's, other keys its attributes. */
  search(wanted: Readonly<Record<string, string>>): string[];
}

export function openSpanStore(file: string, maxSpans = 200_000): SpanStore {
  const traces = new Map<string, Map<string, StoredSpan>>();
  let count = 0;

  function remember(span: StoredSpan): void {
    const trace = traces.get(span.traceId) ?? new Map<string, StoredSpan>();
    traces.set(span.traceId, trace);
    // An exporter that missed our answer sends its batch again.
    if (!trace.has(span.spanId)) count += 1;
    trace.set(span.spanId, span);
    for (const [oldest, { size }] of traces) {
      if (count <= maxSpans || oldest === span.traceId) break;
      traces.delete(oldest);
      count -= size;
    }
  }

  mkdirSync(dirname(file), { recursive: true });
  for (const span of readLines(file)) remember(span);
  // Written anew at every start, which drops what was forgotten and a line torn by a crash.
  writeFileSync(file, [...traces.values()].flatMap((trace) => [...trace.values()].map(toLine)).join(''));

  return {
    add(spans) {
      if (spans.length === 0) return;
      appendFileSync(file, spans.map(toLine).join(''));
      spans.forEach(remember);
    },
    trace: (traceId) =>
      [...(traces.get(traceId)?.values() ?? [])].sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
    search(wanted) {
      const matches = (span: StoredSpan): boolean =>
        Object.entries(wanted).every(([key, value]) => String(fieldOf(span, key)) === value);
      return [...traces]
        .filter(([, trace]) => [...trace.values()].some(matches))
        .map(([id]) => id)
        .reverse();
    },
  };
}

const toLine = (span: StoredSpan): string => `${JSON.stringify(span)}\n`;

const fieldOf = (span: StoredSpan, key: string): unknown =>
  key === 'service' || key === 'name' ? span[key] : span.attributes[key];

function readLines(file: string): StoredSpan[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // Only what ends with a line break was written whole.
  return lines
    .slice(0, -1)
    .filter(Boolean)
    .map((line) => JSON.parse(line) as StoredSpan);
}
