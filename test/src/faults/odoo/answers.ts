import type { Fault } from '@penstock/testing/odoo';
import type { OdooFault } from './fault.js';
import { StandIn } from './stand-in.js';

/** Each call that writes is answered so, some times each, then as usual. */
const answered = (id: string, name: string, mode: Fault['mode'], how: { times: number; ms?: number }): OdooFault => ({
  id,
  name,
  needsStandIn: true,
  async begin(site) {
    const standIn = new StandIn(site);
    const since = (await standIn.requests()).length;
    await standIn.arm(mode, how);
    return {
      async end() {
        await standIn.put([]);
        return standIn.strikes(since);
      },
    };
  },
});

/** Shorter than the adapter waits for an answer. */
const SLOW_MS = 1200;

export const answers: readonly OdooFault[] = [
  answered('slow', `answers ${SLOW_MS} ms late`, 'slow', { times: 2, ms: SLOW_MS }),
  answered('too-slow', 'answers after the caller has gone', 'slow', { times: 1, ms: 2500 }),
  answered('down', 'connection cut before anything', 'down', { times: 2 }),
  answered('429', '429 with Retry-After', '429', { times: 2 }),
  answered('commit-then-cut', 'committed, connection cut', 'commit-then-hang', { times: 1, ms: 0 }),
  answered('commit-then-hang', 'committed, no answer', 'commit-then-hang', { times: 1 }),
  answered('concurrency', 'SerializationFailure', 'concurrency', { times: 2 }),
  answered('locked', 'LockNotAvailable', 'locked', { times: 2 }),
];
