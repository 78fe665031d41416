import { type Instant, instantOfMillis } from '@penstock/domain';
import type { UnitOfWork } from '@penstock/messaging';
import { selectRows } from '@penstock/persistence';
import { productRefs } from '../stock/stock.js';
import { type Comparing } from './compare-page.js';
import { drifts } from './drift.js';
import { type DriftRunRow, driftRuns } from './drift-run.js';
import { isStill } from './is-still.js';
import { driftOver } from './settle-drift.js';

/** Differences of listings that are gone are over in steps. */
const STEP = 200;

/**
 * Ends a phase of a run: after the reading, what differs is given time; after the second look it is done. What no run sees any more, because the
 * listing was taken out, is over.
 * @returns the state of the run then
 */
export async function endRun(
  unit: UnitOfWork,
  claimed: DriftRunRow,
  { entity, patience }: Comparing,
): Promise<DriftRunRow['state']> {
  const run = await unit.lock(driftRuns.one(claimed));
  if (!isStill(claimed, run)) return run.state;
  const free = { leasedUntil: instantOfMillis(0), failures: 0, trouble: null };
  if (run.state === 'reading') {
    const [suspected] = await selectRows(
      unit.transaction,
      drifts,
      `WHERE t.comparison_id = $1 AND t.state = 'suspected' LIMIT 1`,
      [run.runId],
    );
    const nextAt = (suspected ? unit.now + patience.settle : unit.now) as Instant;
    unit.save(driftRuns.save({ ...run, ...free, state: 'settling', cursor: '', nextAt }));
    return 'settling';
  }
  const unseen = await selectRows(
    unit.transaction,
    drifts,
    `WHERE t.place = $1 AND t.comparison_id <> $2 AND t.state IN ('suspected', 'open')
       AND NOT EXISTS (SELECT FROM product_listing p WHERE p.destination = t.place AND p.ref = t.ref AND p.product_id = t.product_id)
     ORDER BY t.product_id LIMIT ${STEP}`,
    [run.destination, run.runId],
  );
  await unit.load(productRefs(unseen.map(({ productId }) => productId)));
  for (const row of unseen) driftOver(unit, row, entity);
  const isDone = unseen.length < STEP;
  unit.save(driftRuns.save({ ...run, ...free, ...(isDone && { state: 'done', endedAt: unit.now }) }));
  return isDone ? 'done' : run.state;
}
