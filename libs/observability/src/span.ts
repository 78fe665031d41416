import {
  context,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanKind,
  type Tracer,
} from '@opentelemetry/api';
import { contextOf, linkTo } from './trace-context.js';

/** A tracer named after the library or folder that makes the spans. */
export const tracer = (name: string): Tracer => trace.getTracer(name);

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** The parent: a context or a `traceparent`. Left out, the active span is; `null` begins a new trace. */
  readonly parent?: Context | string | null | undefined;
  /** Spans that led to this one without being its parent, as links or `traceparent`s; absent ones are ignored. */
  readonly links?: ReadonlyArray<Link | string | null | undefined>;
}

/** Starts a span and the context in which it is active; for work that does not fit into one function. The caller ends the span. */
export function startSpan(name: string, options: SpanOptions = {}): { readonly span: Span; readonly context: Context } {
  const { kind, attributes, links = [] } = options;
  const parent = parentOf(options.parent);
  const span = tracer('penstock').startSpan(
    name,
    {
      ...(kind !== undefined && { kind }),
      ...(attributes && { attributes }),
      links: links.map((link) => (typeof link === 'object' ? link : linkTo(link))).filter((link) => link != null),
    },
    parent,
  );
  return { span, context: trace.setSpan(parent, span) };
}

/**
 * Runs `work` inside a span that ends with it. What `work` throws is recorded on the span, sets its status to error and is thrown on.
 */
export async function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T> | T): Promise<T> {
  const { span, context: active } = startSpan(name, options);
  try {
    return await context.with(active, work, undefined, span);
  } catch (error) {
    recordFailure(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed: the exception as an event, its code as `error.type`, its message as the status. */
export function recordFailure(span: Span, error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error));
  const code = (failure as { code?: unknown }).code;
  span.recordException(failure);
  span.setAttribute('error.type', typeof code === 'string' ? code : failure.name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
}

function parentOf(parent: SpanOptions['parent']): Context {
  if (parent === undefined) return context.active();
  return typeof parent === 'object' && parent !== null ? parent : contextOf(parent);
}
