import { gauge, histogram } from '@penstock/observability';
import type { Flow } from './flow.js';
import { type Lane, LANES } from './lanes.js';

const CLIENT = 'penstock.http.client';

export const laneWait = histogram('penstock.odoo.lane.wait', {
  description: 'How long calls to Odoo waited for a place, by lane: orders, stock, reads, statistics.',
  unit: 's',
});

interface Watched {
  readonly name: string;
  readonly flow: Flow & { waitingIn(lane: Lane): number };
}

/** Of clients that have not been closed. */
const watched = new Set<Watched>();

gauge(
  'penstock.odoo.concurrency',
  { description: 'How many calls to Odoo may be in flight, as its latency and errors allow.', unit: '{request}' },
  (result) => {
    for (const { name, flow } of watched) result.observe(flow.concurrency(), { [CLIENT]: name });
  },
);

gauge(
  'penstock.odoo.bulk_size',
  {
    description: 'How many documents a call to Odoo should hold to take as long as wanted, by lane.',
    unit: '{document}',
  },
  (result) => {
    for (const { name, flow } of watched)
      for (const lane of LANES) result.observe(flow.most(lane), { [CLIENT]: name, lane });
  },
);

gauge(
  'penstock.odoo.lane.waiting',
  { description: 'Calls to Odoo that wait for a place, by lane.', unit: '{request}' },
  (result) => {
    for (const { name, flow } of watched)
      for (const lane of LANES) result.observe(flow.waitingIn(lane), { [CLIENT]: name, lane });
  },
);

/** Shows a client's lanes among the metrics. @returns ends it */
export function watchFlow(name: string, flow: Watched['flow']): () => void {
  const each = { name, flow };
  watched.add(each);
  return () => void watched.delete(each);
}
