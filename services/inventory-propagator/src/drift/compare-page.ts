import { decimal, type Instant, instantOfMillis } from '@penstock/domain';
import type { UnitOfWork } from '@penstock/messaging';
import { readRows } from '@penstock/persistence';
import { type ListingPushRow, listingPushes } from '../listings/listing.js';
import { productRefs, unitOf } from '../stock/stock.js';
import { products } from '../stock/product.js';
import { type DriftPolicy, type DriftRow, drifts } from './drift.js';
import { type DriftRunRow, driftRuns } from './drift-run.js';
import { isStill } from './is-still.js';
import { basisOf, type ListingVerdict, type Patience, verdictOf } from './listing-comparison.js';
import { productPrices, valueAtRisk } from './product-price.js';
import { driftIdOf } from './say-drift.js';
import { driftOver, settleDrift } from './settle-drift.js';

/** A page of listings, and what the channel showed of them. */
export interface PageRead {
  readonly run: DriftRunRow;
  /** As they were before the read. */
  readonly page: readonly ListingPushRow[];
  readonly quantities: ReadonlyMap<string, number | null>;
  /** When the read began. */
  readonly readAt: Instant;
}

export interface Comparing {
  readonly entity: string;
  readonly policy: DriftPolicy;
  readonly patience: Patience;
}

/** What a page came to; see `drift_run`. */
export type Counts = Pick<DriftRunRow, 'compared' | 'alike' | 'inFlight' | 'drifted' | 'repaired'>;

/**
 * Writes down what a page came to, and moves the run behind it, in one transaction. Products are locked only where something differs, or did; all
 * the others are only looked at.
 */
export async function comparePage(unit: UnitOfWork, read: PageRead, comparing: Comparing): Promise<void> {
  const run = await unit.lock(driftRuns.one(read.run));
  if (!isStill(read.run, run)) return;
  const refs = read.page.map(({ ref }) => ref);
  const glance = await lookAt(unit, read.page);
  const touched = refs.filter(
    (ref) => glance.known.has(ref) || judge(read, glance.rows.get(ref), comparing).kind === 'differs',
  );
  const ids = touched.flatMap((ref) => glance.rows.get(ref)?.productId ?? []);
  await unit.load([...productRefs(ids), ...ids.map((productId) => productPrices.children('productId', productId))]);
  const sure = touched.length === 0 ? glance : await lookAt(unit, read.page);
  let counts: Counts = { ...run };
  for (const ref of refs) {
    const row = sure.rows.get(ref);
    counts = run.state === 'reading' ? { ...counts, compared: counts.compared + 1 } : counts;
    // One that changed hands between the looks is not locked: its new product sees to it.
    if (!row || (touched.includes(ref) && !ids.includes(row.productId))) continue;
    const verdict = judge(read, row, comparing);
    const found = read.quantities.get(ref) ?? null;
    const known = sure.known.get(ref);
    counts = act(unit, { row, found, verdict, known, run, counts }, comparing);
  }
  const next = { ...run, ...counts, cursor: refs.at(-1) ?? run.cursor, failures: 0, trouble: null };
  unit.save(driftRuns.save({ ...next, leasedUntil: instantOfMillis(0) }));
}

/** The listings of a page as they are now, and what was known to differ: by keys, whatever the planner believes of the tables. */
async function lookAt({ transaction }: UnitOfWork, page: readonly ListingPushRow[]) {
  const found = await readRows(
    transaction,
    listingPushes,
    page.map((row) => listingPushes.one(row)),
  );
  const rows = new Map([...found.values()].map((row) => [row.ref, row]));
  const known = await readRows(
    transaction,
    drifts,
    [...rows.values()].map(({ destination: place, productId, ref }) => drifts.one({ place, productId, ref })),
  );
  const current = [...known.values()].filter(({ state }) => state !== 'over');
  return { rows, known: new Map(current.map((row) => [row.ref, row])) };
}

/** A row that changed while the channel was read may explain whatever it showed. */
function judge(
  { page, quantities, readAt }: PageRead,
  row: ListingPushRow | undefined,
  { patience }: Comparing,
): ListingVerdict {
  const before = page.find(({ ref }) => ref === row?.ref);
  const found = row && quantities.get(row.ref);
  if (!row || !before || found === undefined) return { kind: 'in flight' };
  const verdict = verdictOf(row, found, readAt, patience);
  if (verdict.kind !== 'differs') return verdict;
  return basisOf(before, found) === verdict.basis ? verdict : { kind: 'in flight' };
}

interface Judged {
  readonly row: ListingPushRow;
  readonly found: number | null;
  readonly verdict: ListingVerdict;
  readonly known: DriftRow | undefined;
  readonly run: DriftRunRow;
  readonly counts: Counts;
}

function act(unit: UnitOfWork, judged: Judged, comparing: Comparing): Counts {
  const { row, verdict, known, run, counts } = judged;
  if (run.state === 'settling') return settleDrift(unit, { ...judged, known }, comparing);
  if (verdict.kind === 'alike') {
    if (known) driftOver(unit, known, comparing.entity);
    return { ...counts, alike: counts.alike + 1 };
  }
  if (verdict.kind === 'in flight') return { ...counts, inFlight: counts.inFlight + 1 };
  const drift = driftOf(unit, { ...judged, verdict }, comparing.entity);
  const isKnown = known?.state === 'open' && known.driftId === drift.driftId;
  unit.save(drifts.save({ ...drift, state: isKnown ? 'open' : 'suspected', productId: row.productId }));
  return isKnown ? { ...counts, drifted: counts.drifted + 1 } : counts;
}

function driftOf(
  unit: UnitOfWork,
  { row, found, verdict, known, run }: Judged & { verdict: { cause: DriftRow['cause']; basis: string } },
  entity: string,
): DriftRow {
  const { destination: place, ref, productId } = row;
  const [expected, shown] = [decimal(String(row.quantity)), decimal(String(found ?? 0))];
  const difference = expected.minus(shown);
  const lasts =
    known &&
    known.state !== 'repaired' &&
    known.cause === verdict.cause &&
    known.expected.minus(known.found).eq(difference);
  const since = lasts ? known.since : unit.now;
  const [price] = unit.children(productPrices.children('productId', productId));
  const value = valueAtRisk(price, difference);
  const product = unit.row(products.one({ productId }));
  return {
    ...{ place, productId, ref, comparison: 'LEDGER_CHANNEL', state: 'suspected', expected, found: shown },
    ...{ unit: unitOf({ product, levels: [], listings: [] }), cause: verdict.cause, basis: verdict.basis },
    ...{ valueAtRisk: value?.amount ?? null, currency: value?.currency ?? null, comparisonId: run.runId, since },
    ...{ seenAt: unit.now, driftId: driftIdOf(entity, { place, productId, ref }, difference, since) },
  };
}
