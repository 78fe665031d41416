import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '@penstock/testing/odoo';
import type { OdooFault } from './fault.js';
import { StandIn } from './stand-in.js';
import { WRITES } from './writes.js';

const EVERY_MS = 100;

/** Odoo's process dies once in each kind of write, and is started again. Which kinds are still to be struck must be told it anew. */
const dying = (id: string, name: string, mode: Fault['mode']): OdooFault => ({
  id,
  name,
  needsStandIn: true,
  async begin(site) {
    const standIn = new StandIn(site);
    const since = (await standIn.requests()).length;
    const left = new Set(WRITES);
    const rearm = (): Promise<void> =>
      standIn.put([...left].flatMap(({ calls }) => calls.map((call) => ({ mode, ...call, times: 1 }))));
    await rearm();
    const watch = watching(async () => {
      if (standIn.process.pid !== undefined) return;
      await standIn.process.start();
      const struck = await standIn.strikes(since);
      for (const write of left) if (struck.has(write.kind)) left.delete(write);
      await rearm();
      site.say(`${id}: Odoo was killed and is back`);
    });
    return {
      async end() {
        await watch.stop();
        await standIn.put([]);
        return standIn.strikes(since);
      },
    };
  },
});

/** Longer than the adapter waits for an answer; what was frozen goes on when everybody has gone, and commits. */
const FROZEN_MS = 2500;

const frozen: OdooFault = {
  id: 'frozen',
  name: `SIGSTOP in the call, SIGCONT ${FROZEN_MS} ms later`,
  needsStandIn: true,
  async begin(site) {
    const standIn = new StandIn(site);
    const since = (await standIn.requests()).length;
    await standIn.arm('frozen', { times: 1 });
    const watch = watching(async () => {
      if (await standIn.answers(FROZEN_MS)) return;
      const { pid } = standIn.process;
      if (pid !== undefined) process.kill(pid, 'SIGCONT');
      site.say('frozen: Odoo is woken');
    });
    return {
      async end() {
        await standIn.put([]);
        await watch.stop();
        return standIn.strikes(since);
      },
    };
  },
};

export const deaths: readonly OdooFault[] = [
  dying('killed', 'SIGKILL before the commit', 'killed'),
  dying('commit-then-killed', 'SIGKILL after the commit', 'commit-then-killed'),
  frozen,
];

/** Looks again and again until stopped. */
function watching(look: () => Promise<void>): { stop(): Promise<void> } {
  let isStopping = false;
  const run = async (): Promise<void> => {
    for (; !isStopping; await wait(EVERY_MS)) await look();
  };
  const running = run();
  running.catch(() => undefined); // told to whoever stops it
  return {
    stop: () => {
      isStopping = true;
      return running;
    },
  };
}
