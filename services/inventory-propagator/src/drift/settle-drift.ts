import type { DriftDetected } from '@penstock/contracts';
import type { UnitOfWork } from '@penstock/messaging';
import { listings, type ListingPushRow } from '../listings/listing.js';
import { wish } from '../listings/wish.js';
import type { Comparing, Counts } from './compare-page.js';
import { type DriftPolicy, type DriftRow, drifts } from './drift.js';
import type { ListingVerdict } from './listing-comparison.js';
import { driftDetected, stockDrift, stockDriftOver } from './say-drift.js';

/** A suspicion at its second look. */
interface SecondLook {
  readonly row: ListingPushRow;
  readonly verdict: ListingVerdict;
  readonly known: DriftRow | undefined;
  readonly counts: Counts;
}

/** Says, or repairs, what is as it was at the first look; everything else was in flight, and is forgotten. */
export function settleDrift(
  unit: UnitOfWork,
  { row, verdict, known, counts }: SecondLook,
  { entity, policy }: Comparing,
): Counts {
  if (known?.state !== 'suspected') return counts;
  if (verdict.kind !== 'differs' || verdict.basis !== known.basis) {
    unit.save(drifts.save({ ...known, state: 'over', seenAt: unit.now }));
    return { ...counts, inFlight: counts.inFlight + 1 };
  }
  const action = actionOf(policy, known);
  const isRepaired = action === 'REPAIRED';
  unit.emit(driftDetected(known, action, unit.now));
  unit.emit(stockDrift(entity, known, isRepaired));
  unit.save(drifts.save({ ...known, state: isRepaired ? 'repaired' : 'open', seenAt: unit.now }));
  if (isRepaired) unit.save(listings.save(wish(row, row.quantity, { now: unit.now, traceparent: null }, true)));
  return { ...counts, drifted: counts.drifted + 1, repaired: counts.repaired + (isRepaired ? 1 : 0) };
}

/** Telling a listing that is gone again would only be refused again. */
const actionOf = (policy: DriftPolicy, { cause }: DriftRow): DriftDetected['action'] =>
  policy === 'report' ? 'REPORTED' : cause === 'LISTING_DELETED' ? 'LEFT_TO_A_PERSON' : 'REPAIRED';

/** A difference that is no more. */
export function driftOver(unit: UnitOfWork, known: DriftRow, entity: string): void {
  unit.save(drifts.save({ ...known, state: 'over', seenAt: unit.now }));
  if (known.state === 'open') unit.emit(stockDriftOver(entity, known));
}
