import { type Attributes, gauge, histogram } from '@penstock/observability';
import type { HttpResponse } from './client-options.js';
import { HttpAmbiguous, HttpUnavailable } from './errors.js';
import type { Limits } from './limits.js';

const CLIENT = 'penstock.http.client';

const duration = histogram('http.client.request.duration', {
  description:
    'Calls to outside systems as their callers saw them, waiting for a place included, by client and outcome.',
  unit: 's',
});

/** Those that have not been closed. */
const clients = new Set<{ readonly name: string; readonly limits: Limits }>();

gauge(
  'penstock.http.circuit_open',
  { description: '1 while the circuit breaker keeps calls back, until a probe succeeds; otherwise 0. By client.' },
  (result) => {
    for (const { name, limits } of clients) result.observe(limits.isCircuitOpen() ? 1 : 0, { [CLIENT]: name });
  },
);

gauge(
  'penstock.http.waiting',
  { description: 'Calls that wait because as many as allowed are in flight, by client.', unit: '{request}' },
  (result) => {
    for (const { name, limits } of clients) result.observe(limits.waiting(), { [CLIENT]: name });
  },
);

/** Shows a client's breaker and queue among the metrics. @returns ends it */
export function watchClient(name: string, limits: Limits): () => void {
  const client = { name, limits };
  clients.add(client);
  return () => void clients.delete(client);
}

/** Measures one call, whatever becomes of it. */
export async function measured(
  client: string,
  method: string,
  call: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const begun = performance.now();
  const record = (outcome: Attributes): void =>
    duration.record((performance.now() - begun) / 1e3, { [CLIENT]: client, 'http.request.method': method, ...outcome });
  try {
    const response = await call();
    record({ outcome: 'answered', 'http.response.status_code': response.status });
    return response;
  } catch (error) {
    record(outcomeOf(error));
    throw error;
  }
}

function outcomeOf(error: unknown): Attributes {
  if (error instanceof HttpUnavailable) return { outcome: 'unavailable', 'error.type': error.code };
  if (error instanceof HttpAmbiguous) return { outcome: 'ambiguous', 'error.type': error.code };
  return { outcome: 'failed', 'error.type': error instanceof Error ? error.name : typeof error };
}
