import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import {
  BatchSpanProcessor,
  NoopSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import { identify } from './identity.js';
import { watchDeclaredGauges } from './instruments.js';
import { pushReaders } from './metrics-push.js';
import { MetricsPage, servePage } from './metrics-page.js';
import { watchProcess } from './process-metrics.js';

export interface TelemetryOptions {
  /** OpenTelemetry's `service.name`; also on every log line. */
  readonly service: string;
  readonly version: string;
  /** Where the OTEL_* variables are read; the process's own unless a test says otherwise. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface Telemetry {
  /** Exports what is still buffered and stops. Call it last, after everything that makes spans has ended. */
  shutdown(): Promise<void>;
}

/**
 * Starts tracing and metrics for this process. Tracing: W3C propagation, AsyncLocalStorage context, a parent-based ratio sampler
 * (OTEL_TRACES_SAMPLER_ARG, default 0.1). Spans go to OTLP/HTTP as JSON when OTEL_EXPORTER_OTLP_ENDPOINT is set; without it they still
 * exist, so that logs and messages carry trace ids.
 *
 * Metrics are read by whoever fetches `metricsPage`, and pushed as well where OTEL_EXPORTER_OTLP_METRICS_ENDPOINT is set. At most once a process.
 *
 * Nothing is instrumented automatically: spans are made where the work is (`inSpan`), so that a batch of messages does not become a heap
 * of SQL spans without an owner.
 */
export function startTelemetry({ service, version, environment = process.env }: TelemetryOptions): Telemetry {
  identify(service);
  const page = new MetricsPage();
  const sdk = new NodeSDK({
    serviceName: service,
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: service, [ATTR_SERVICE_VERSION]: version }),
    sampler: new ParentBasedSampler({
      root: new TraceIdRatioBasedSampler(ratioOf(environment['OTEL_TRACES_SAMPLER_ARG'])),
    }),
    spanProcessors: [processorFor(environment['OTEL_EXPORTER_OTLP_ENDPOINT'])],
    metricReaders: [page, ...pushReaders(environment['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'])],
    // Left out, the SDK would export logs to localhost:4318 by default.
    logRecordProcessors: [],
    instrumentations: [],
  });
  sdk.start();
  watchDeclaredGauges();
  const endWatch = watchProcess();
  servePage(page);
  return {
    shutdown: async () => {
      servePage(undefined);
      await sdk.shutdown();
      endWatch();
    },
  };
}

/** The endpoint is the collector's base address, to which OTLP adds the path: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
function processorFor(endpoint: string | undefined): SpanProcessor {
  // Without any processor the SDK registers no tracer provider, and nothing would have a trace id.
  if (!endpoint) return new NoopSpanProcessor();
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  // One second, not five: a person following an order through the services should not wait for the trace.
  return new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000, maxQueueSize: 16_384 });
}

function ratioOf(text: string | undefined): number {
  const ratio = Number(text || '0.1');
  if (!(ratio >= 0 && ratio <= 1))
    throw new RangeError(`OTEL_TRACES_SAMPLER_ARG must be between 0 and 1, but is "${text}"`);
  return ratio;
}
