import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { AggregationTemporality, InstrumentType, MetricReader } from '@opentelemetry/sdk-metrics';
import { type Declaration, declarations } from './instruments.js';

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A gauge that waits for its database must not hold the page until Prometheus gives up (10 s), or all other figures were lost with it. */
const LONGEST_GAUGE_MS = 5_000;

/**
 * The SDK goes on reporting, for ever, the last value of a gauge that is no longer observed, where the temporality is cumulative: a partition that moved
 * to another replica would keep its lag here. Asked for deltas it reports what was observed this time; a gauge has no other difference between the two.
 */
export const temporalityOf = (type: InstrumentType): AggregationTemporality =>
  type === InstrumentType.OBSERVABLE_GAUGE ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;

/** Reads the metrics when it is asked to: the exporter's own reader would bring a second HTTP server. */
export class MetricsPage extends MetricReader {
  // The target's attributes hold the command line and the user that runs the process, and the scope is the same for all.
  readonly #serializer = new PrometheusSerializer('', false, undefined, true, true);

  constructor() {
    super({ aggregationTemporalitySelector: temporalityOf });
  }

  /** Text in Prometheus' format. What a gauge could not tell is left out, and has been logged. */
  async text(): Promise<string> {
    const { resourceMetrics } = await this.collect({ timeoutMillis: LONGEST_GAUGE_MS });
    const told = new Set(
      resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics.map((each) => each.descriptor.name)),
    );
    const silent = [...declarations].filter(([name]) => !told.has(name));
    return this.#serializer.serialize(resourceMetrics) + silent.map(([name, of]) => headOf(name, of)).join('');
  }

  protected override async onForceFlush(): Promise<void> {}

  protected override async onShutdown(): Promise<void> {}
}

/** A metric without values: whoever reads the page, or writes an alert, sees that there is one. */
function headOf(name: string, { kind, description, unit }: Declaration): string {
  const exported = name.replace(/\W/g, '_') + (kind === 'counter' ? '_total' : '');
  return [
    `# HELP ${exported} ${description}`,
    ...(unit === undefined ? [] : [`# UNIT ${exported} ${unit}`]),
    `# TYPE ${exported} ${kind}\n`,
  ].join('\n');
}

let running: MetricsPage | undefined;

export const servePage = (page: MetricsPage | undefined): void => {
  running = page;
};

/**
 * The figures of this process for Prometheus, of type {@link METRICS_CONTENT_TYPE}. Metric names as `docs/guides/metrics.md` lists them: dots become
 * underscores, counters end in `_total`.
 * @returns undefined in a process without telemetry, such as a command
 */
export const metricsPage = async (): Promise<string | undefined> => running?.text();
