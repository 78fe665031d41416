import type { StoredSpan } from '@penstock/testing/telemetry';
import { until } from '@penstock/testing/stack';
import type { Service } from '../services.js';
import { from, type Scene } from './scene.js';

const PASSED_BY: readonly Service[] = ['order-ingest', 'inventory-propagator', 'odoo-adapter'];

/** The order's trace has passed every service that works on an order; where spans go elsewhere, only its id is told. */
export async function traceIsWhole(scene: Scene): Promise<string> {
  const { tracesUrl } = scene;
  const traceId = from(scene, 'traceId');
  if (tracesUrl === undefined) return traceId;
  let spans: StoredSpan[] = [];
  const missing = (): Service[] => PASSED_BY.filter((service) => !spans.some((span) => span.service === service));
  const whole = await until(
    async () => {
      spans = await spansOf(`${tracesUrl}/traces/${traceId}`);
      return missing().length === 0;
    },
    { withinMs: 30_000, everyMs: 250 },
  );
  if (!whole) throw new Error(`${traceId} has no span of ${missing().join(' and ')}`);
  return `${traceId}, ${spans.length} spans: ${tracesUrl}/traces/${traceId}`;
}

async function spansOf(url: string): Promise<StoredSpan[]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  return ((await response.json()) as { spans: StoredSpan[] }).spans; // none yet: 404 with an empty list
}
