import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PeriodicExportingMetricReader, type MetricReader } from '@opentelemetry/sdk-metrics';
import { temporalityOf } from './metrics-page.js';

/** Half of what a scrape usually waits, so that two pushes fit into the shortest window of an alert (a minute). */
const EVERY_MS = 15_000;

class Exporter extends OTLPMetricExporter {
  override readonly selectAggregationTemporality = temporalityOf;
}

/**
 * Pushes the metrics as JSON over OTLP/HTTP, for where nothing may scrape. The endpoint is the whole address, path included, unlike the one that
 * is common to all signals: https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
 */
export function pushReaders(endpoint: string | undefined): MetricReader[] {
  if (!endpoint) return [];
  const exporter = new Exporter({ url: endpoint });
  return [
    new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: EVERY_MS, exportTimeoutMillis: EVERY_MS / 2 }),
  ];
}
