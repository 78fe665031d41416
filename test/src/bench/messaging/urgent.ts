import { until } from '@penstock/testing/stack';
import { below, noted } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import { withQuery } from '../../measuring/query.js';
import { stockEvents } from '../../stock-service/events.js';
import { urgentlyMoved } from '../../stock-service/urgent/events.js';
import { prepareUrgent } from '../../stock-service/urgent/prepare.js';
import { commitTimes, withCommitTimes } from './commit-times.js';
import type { Part } from './part.js';
import { settle, taken, withService, withSite } from './run.js';
import type { Scene } from './scene.js';
import { Source } from './source.js';
import { sendSteadily } from './steady.js';

/** Times the events of an ordinary run: a million at the usual number. */
const BACKLOG = 5;
const URGENT_PER_SECOND = 50;
const P99_MILLIS = 2000;

/** How long an urgent event takes while a backlog of ordinary ones is drained beside it. */
export const urgent: Part = {
  name: 'urgent',
  heading: 'An urgent topic beside a backlog',
  needs: [],
  async rows(_, scene) {
    const backlog = scene.events * BACKLOG;
    const millis = await withCommitTimes(scene.stack, () => measure(scene, backlog));
    return [
      noted('backlog on the ordinary topic', backlog, 'events'),
      noted('urgent events meanwhile', millis.length, 'events'),
      noted('from produced to effect committed, p50', percentile(millis, 0.5), 'ms'),
      below('from produced to effect committed, p99', P99_MILLIS, percentile(millis, 0.99), 'ms'),
      noted('from produced to effect committed, longest', percentile(millis, 1), 'ms'),
    ];
  },
};

/** @returns milliseconds from when each urgent event was due to its effect, for those that were due before the backlog was gone */
const measure = (scene: Scene, backlog: number): Promise<number[]> =>
  withSite(scene, 'bench-urgent', async (site) => {
    await prepareUrgent(site);
    const ordinary = await Source.open(site, stockEvents(site.prefix).StockMoved, scene.seed);
    const pressing = await Source.open(site, urgentlyMoved(site.prefix), scene.seed, 'prd_urgent');
    scene.say(`urgent: filling ${backlog} ordinary events in`);
    await ordinary.fill(backlog).finally(() => ordinary.close());
    const program = 'test/dist/stock-service/urgent/main.js';
    const due = await withService(scene, site, { program }, async () => {
      const sent = await whileItDrains(site.postgresUrl, backlog, (isOver) =>
        sendSteadily(pressing, URGENT_PER_SECOND, isOver),
      );
      await settle(scene, site, [ordinary.ledger, pressing.ledger]);
      return sent;
    }).finally(() => pressing.close());
    const committed = await withQuery(site.postgresUrl, (query) => commitTimes(query, 'stock-service.urgently-moved'));
    return [...due].flatMap(([id, at]) => (committed.get(id) ?? NaN) - at).filter(Number.isFinite);
  });

/** Runs `work` from when the first part of a backlog is done until there is nearly nothing left of it. */
async function whileItDrains<T>(url: string, backlog: number, work: (isOver: () => boolean) => Promise<T>): Promise<T> {
  return withQuery(url, async (query) => {
    const has = (share: number) => until(async () => (await taken(query)) >= backlog * share, { withinMs: 1_200_000 });
    let isOver = !(await has(0.02));
    const working = work(() => isOver);
    await has(0.95).finally(() => (isOver = true));
    return working;
  });
}
