import { uuid7 } from '@penstock/domain';
import type { UnitsOfWork } from '@penstock/messaging';

/**
 * Asks for a comparison of a channel; where one is under way, that is it.
 * @returns the id of the run that is under way then
 */
export async function askForRun(
  { database }: UnitsOfWork,
  destination: string,
  { askedBy, reason }: { askedBy: string; reason: string },
): Promise<string> {
  const runId = uuid7();
  await database.query(
    `INSERT INTO drift_run (run_id, destination, state, asked_by, reason, begun_at, next_at, leased_until, cursor, listings,
       compared, alike, in_flight, drifted, repaired, failures)
     SELECT $1, $2, 'reading', $3, $4, now(), 'epoch', 'epoch', '', count(*), 0, 0, 0, 0, 0, 0
     FROM product_listing WHERE destination = $2 AND desired_version > 0
     ON CONFLICT DO NOTHING`,
    [runId, destination, askedBy, reason],
  );
  const [run] = await database.query<{ runId: string }[]>(
    `SELECT run_id AS "runId" FROM drift_run WHERE destination = $1 AND state IN ('reading', 'settling')`,
    [destination],
  );
  return run?.runId ?? runId;
}

/** The same by the clock: where the last one began so long ago, or there was none. */
export async function askForRunWhenDue(units: UnitsOfWork, destination: string, everyMillis: number): Promise<void> {
  const [last] = await units.database.query<{ due: boolean }[]>(
    `SELECT max(begun_at) IS NULL OR max(begun_at) < now() - make_interval(secs => $2::float8 / 1000) AS due
     FROM drift_run WHERE destination = $1`,
    [destination, everyMillis],
  );
  if (last?.due) await askForRun(units, destination, { askedBy: 'schedule', reason: 'by the clock' });
}
