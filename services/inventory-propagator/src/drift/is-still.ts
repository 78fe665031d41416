import type { DriftRunRow } from './drift-run.js';

/** Whether a run is where it was when it was claimed: somebody else may have gone on with it after the lease. */
export const isStill = (claimed: DriftRunRow, current: DriftRunRow): boolean =>
  claimed.state === current.state && claimed.cursor === current.cursor;
