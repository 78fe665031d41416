import type { UnitsOfWork } from '@penstock/messaging';
import type { DriftRow, DriftState } from './drift.js';

const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A comparison of a channel, for people. Times are ISO 8601. */
export interface DriftRunView {
  readonly runId: string;
  readonly destination: string;
  readonly state: 'reading' | 'settling' | 'done' | 'failed';
  readonly askedBy: string;
  readonly reason: string;
  readonly begunAt: string;
  readonly endedAt: string | null;
  readonly listings: number;
  readonly compared: number;
  readonly alike: number;
  readonly inFlight: number;
  readonly drifted: number;
  readonly repaired: number;
  readonly trouble: string | null;
}

/** Differences of one cause, added up. */
export interface DriftCauseView {
  readonly comparison: DriftRow['comparison'];
  readonly cause: DriftRow['cause'];
  readonly state: DriftState;
  readonly count: number;
  /** At risk, as decimal text; null where no price is known of any. */
  readonly value: string | null;
  readonly currency: string | null;
  /** How many of them have no known price. */
  readonly unpriced: number;
}

/** One difference. Quantities and value are decimal text. */
export interface DriftView {
  readonly driftId: string;
  readonly comparison: DriftRow['comparison'];
  readonly place: string;
  readonly ref: string;
  readonly productId: string;
  readonly sku: string | null;
  readonly state: DriftState;
  readonly cause: DriftRow['cause'];
  readonly expected: string;
  readonly found: string;
  readonly unit: string;
  readonly value: string | null;
  readonly currency: string | null;
  readonly since: string;
}

export interface DriftReport {
  /** The run that is under way, and else the last one, of each channel. */
  readonly runs: readonly DriftRunView[];
  /** Channels that cannot be read: what they show nobody can say. */
  readonly unreadable: readonly string[];
  readonly causes: readonly DriftCauseView[];
  /** The dearest first. */
  readonly drifts: readonly DriftView[];
}

const RUN = `run_id AS "runId", destination, state, asked_by AS "askedBy", reason, ${iso('begun_at')} AS "begunAt",
  ${iso('ended_at')} AS "endedAt", listings, compared, alike, in_flight AS "inFlight", drifted, repaired, trouble`;

/** @param destination null for all channels @returns the latest first */
export const readRuns = (
  { database }: UnitsOfWork,
  destination: string | null,
  limit: number,
): Promise<DriftRunView[]> =>
  database.query<DriftRunView[]>(
    `SELECT ${RUN} FROM drift_run WHERE $1::text IS NULL OR destination = $1 ORDER BY begun_at DESC LIMIT $2`,
    [destination, limit],
  );

/** What stands open, and what was repaired within the last day. */
const CURRENT = `($1::text IS NULL OR d.place = $1) AND (d.state = 'open' OR (d.state = 'repaired' AND d.seen_at > now() - interval '1 day'))`;

/** @param place a channel or a location; null for all */
export async function readDriftReport(
  { database }: UnitsOfWork,
  unreadable: readonly string[],
  { place, limit }: { place: string | null; limit: number },
): Promise<DriftReport> {
  const runs = await database.query<DriftRunView[]>(
    `SELECT DISTINCT ON (destination) ${RUN} FROM drift_run WHERE $1::text IS NULL OR destination = $1
     ORDER BY destination, drift_run.begun_at DESC`,
    [place],
  );
  const causes = await database.query<DriftCauseView[]>(
    // Those without a price are counted with the others of their cause.
    `SELECT comparison, cause, state, count(*)::integer AS count, sum(value_at_risk)::text AS value, currency,
       (count(*) FILTER (WHERE value_at_risk IS NULL))::integer AS unpriced
     FROM (SELECT comparison, cause, state, value_at_risk,
             coalesce(currency, max(currency) OVER (PARTITION BY comparison, cause, state)) AS currency
           FROM drift d WHERE ${CURRENT}) current
     GROUP BY comparison, cause, state, currency ORDER BY sum(value_at_risk) DESC NULLS LAST, cause`,
    [place],
  );
  const drifts = await database.query<DriftView[]>(
    `SELECT d.drift_id AS "driftId", d.comparison, d.place, d.ref, d.product_id AS "productId", p.sku, d.state, d.cause,
       d.expected::text, d.found::text, d.unit, d.value_at_risk::text AS value, d.currency, ${iso('d.since')} AS since
     FROM drift d LEFT JOIN product p USING (product_id) WHERE ${CURRENT}
     ORDER BY d.value_at_risk DESC NULLS LAST, d.place, d.ref LIMIT $2`,
    [place, limit],
  );
  return { runs, unreadable: unreadable.filter((one) => place === null || one === place), causes, drifts };
}
