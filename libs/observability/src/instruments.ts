import { metrics, type Attributes, type MeterProvider } from '@opentelemetry/api';
import { logger } from './log.js';

export interface InstrumentOptions {
  readonly description: string;
  /** UCUM: `s`, `{event}`, `By` */
  readonly unit?: string;
}

export interface Counter {
  add(value: number, attributes?: Attributes): void;
}

export interface Histogram {
  record(value: number, attributes?: Attributes): void;
}

export interface Observation {
  observe(value: number, attributes?: Attributes): void;
}

type Observe = (result: Observation) => void | Promise<void>;

/** What is known of an instrument before it has counted anything. */
export interface Declaration extends InstrumentOptions {
  readonly kind: 'counter' | 'histogram' | 'gauge';
}

/** By name: every instrument that the code of this process has, so that the page can name those that have nothing to tell yet. */
export const declarations = new Map<string, Declaration>();

const METER = 'penstock';
const log = logger('metrics');

/** Seconds: from a quick statement to a call that ran into its timeout. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * OpenTelemetry's metrics API has no proxy, as its tracing API has: an instrument that is made before the SDK starts counts nothing, for
 * ever and without a word. So each is made when it is first used, and again when the SDK started only then.
 */
function whenUsed<I>(make: (provider: MeterProvider) => I): () => I {
  let made: { readonly provider: MeterProvider; readonly instrument: I } | undefined;
  return () => {
    const provider = metrics.getMeterProvider();
    if (made?.provider !== provider) made = { provider, instrument: make(provider) };
    return made.instrument;
  };
}

/** A sum that only grows. May be declared at module load: the instrument itself is made when it is first used, after telemetry started. */
export function counter(name: string, options: InstrumentOptions): Counter {
  declarations.set(name, { ...options, kind: 'counter' });
  const instrument = whenUsed((provider) => provider.getMeter(METER).createCounter(name, options));
  return { add: (value, attributes) => instrument().add(value, attributes) };
}

/** Durations are in seconds; `boundaries` are its buckets, default: 5 ms to 60 s. May be declared at module load. */
export function histogram(
  name: string,
  { boundaries = DURATIONS, ...options }: InstrumentOptions & { readonly boundaries?: readonly number[] },
): Histogram {
  declarations.set(name, { ...options, kind: 'histogram' });
  const advice = { explicitBucketBoundaries: [...boundaries] };
  const instrument = whenUsed((provider) => provider.getMeter(METER).createHistogram(name, { ...options, advice }));
  return { record: (value, attributes) => instrument().record(value, attributes) };
}

interface DeclaredGauge {
  readonly name: string;
  readonly options: InstrumentOptions;
  readonly observe: Observe;
}

const gauges = new Map<DeclaredGauge, () => void>();
let started = false;

/**
 * Asked for at each scrape. What throws is logged and leaves the gauge out of that scrape. May be declared at module load, and several
 * times under one name: each observes what it knows of, under attributes of its own.
 * @returns ends it
 */
export function gauge(name: string, options: InstrumentOptions, observe: Observe): () => void {
  declarations.set(name, { ...options, kind: 'gauge' });
  const each = { name, options, observe };
  gauges.set(each, started ? watch(each) : () => undefined);
  return () => {
    gauges.get(each)?.();
    gauges.delete(each);
  };
}

/** Registers the gauges that were declared before the SDK started. Called once it has. */
export function watchDeclaredGauges(): void {
  started = true;
  for (const [each, end] of gauges) {
    end();
    gauges.set(each, watch(each));
  }
}

function watch({ name, options, observe }: DeclaredGauge): () => void {
  const instrument = metrics.getMeter(METER).createObservableGauge(name, options);
  const callback = async (result: Observation): Promise<void> => {
    try {
      await observe(result);
    } catch (error) {
      log.warn({ metric: name, err: error }, 'a gauge could not be read');
      // The SDK takes nothing of what was observed before.
      throw error;
    }
  };
  instrument.addCallback(callback);
  return () => instrument.removeCallback(callback);
}
