import {
  constants,
  monitorEventLoopDelay,
  PerformanceObserver,
  type NodeGCPerformanceDetail,
  type PerformanceEntry,
} from 'node:perf_hooks';
import { metrics } from '@opentelemetry/api';
import { gauge, histogram } from './instruments.js';

const RESOLUTION_MS = 20;

/** V8's kinds of collection: https://nodejs.org/api/perf_hooks.html#performanceentrydetail-for-garbage-collection-gc-details */
const GC_TYPES: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};

const collections = histogram('v8js.gc.duration', {
  description: 'Pauses for collecting garbage.',
  unit: 's',
  boundaries: [0.001, 0.01, 0.1, 1, 10],
});

/**
 * Processor time, memory, the event loop and garbage of this process, by OpenTelemetry's names:
 * https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/ and https://opentelemetry.io/docs/specs/semconv/system/process-metrics/
 * @returns ends it
 */
export function watchProcess(): () => void {
  const ends = [watchProcessor(), watchMemory(), watchEventLoop(), watchGarbage()];
  return () => ends.forEach((end) => end());
}

function watchProcessor(): () => void {
  const time = metrics.getMeter('penstock').createObservableCounter('process.cpu.time', {
    description: 'Processor time of this process.',
    unit: 's',
  });
  const observe: Parameters<typeof time.addCallback>[0] = (result) => {
    const { user, system } = process.cpuUsage(); // microseconds
    result.observe(user / 1e6, { 'cpu.mode': 'user' });
    result.observe(system / 1e6, { 'cpu.mode': 'system' });
  };
  time.addCallback(observe);
  return () => time.removeCallback(observe);
}

function watchMemory(): () => void {
  const options = { description: 'Resident memory of this process.', unit: 'By' };
  return gauge('process.memory.usage', options, (result) => result.observe(process.memoryUsage.rss()));
}

/** How much later than due timers fire: what a request or a batch waits because JavaScript is busy. Counted anew from each reading on. */
function watchEventLoop(): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const description = 'How late the event loop was, at the 99th percentile since the last reading.';
  const end = gauge('nodejs.eventloop.delay.p99', { description, unit: 's' }, (result) => {
    // Node records the time between two firings of its timer (in nanoseconds), which is the resolution where nothing is late.
    if (delay.count > 0) result.observe(Math.max(0, delay.percentile(99) / 1e9 - RESOLUTION_MS / 1e3));
    delay.reset();
  });
  return () => {
    end();
    delay.disable();
  };
}

/** Node's types leave the details out. */
type GarbageEntry = PerformanceEntry & { readonly detail: NodeGCPerformanceDetail };

function watchGarbage(): () => void {
  const observer = new PerformanceObserver((list) => {
    for (const { duration, detail } of list.getEntries() as GarbageEntry[]) {
      const { kind = 0 } = detail;
      collections.record(duration / 1e3, { 'v8js.gc.type': GC_TYPES[kind] ?? 'other' });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}
