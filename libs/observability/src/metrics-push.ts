import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PeriodicExportingMetricReader, type MetricReader } from '@opentelemetry/sdk-metrics';
import { logger } from './log.js';
import { temporalityOf } from './metrics-page.js';

const log = logger('metrics');

/** So that two pushes fit into the shortest window of an alert, which is a minute. */
const EVERY_MS = 15_000;

/** With all tries. A process that ends pushes once more, and must not wait long for a collector that is gone: the next one pushes again. */
const LONGEST_PUSH_MS = 3_000;

/** Says what the SDK would only tell its own diagnostics, which nobody reads. */
class Exporter extends OTLPMetricExporter {
  override readonly selectAggregationTemporality = temporalityOf;

  override export(...[metrics, done]: Parameters<OTLPMetricExporter['export']>): void {
    super.export(metrics, (result) => {
      if (result.error) log.warn({ err: result.error }, 'metrics could not be pushed');
      done(result);
    });
  }
}

/**
 * Pushes the metrics as JSON over OTLP/HTTP, for where nothing may scrape. The endpoint is the whole address, path included, unlike the one that
 * is common to all signals: https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
 */
export function pushReaders(endpoint: string | undefined): MetricReader[] {
  if (!endpoint) return [];
  const exporter = new Exporter({ url: endpoint, timeoutMillis: LONGEST_PUSH_MS });
  // The reader's time limit holds for gauges as well as for the push.
  return [
    new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: EVERY_MS, exportTimeoutMillis: EVERY_MS / 3 }),
  ];
}
