import { uuid7 } from '@penstock/domain';
import type { UnitOfWork } from '@penstock/messaging';
import { claimedBy } from '../identifiers/resolve.js';
import { claimRefs } from '../identifiers/claims.js';
import { type ChannelBuffers, listedAt, withoutListing } from '../listings/listed.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { lockStocks } from '../stock/lock-stocks.js';
import { StockSet } from '../stock/stock-set.js';
import { channelListings, type ChannelListingRow } from './channel-listing.js';
import { mappingProblem, mappingProblemOver } from './exceptions.js';
import { type Mapping, mappingOf } from './mapping.js';
import { isForgotten } from './statements.js';
import { forget, unlist } from './unlist.js';

export interface MappingGround {
  /** The product that took each SKU last; the SKUs are locked. */
  readonly bySku: ReadonlyMap<string, string | null>;
  readonly buffers: ChannelBuffers;
  readonly entity: string;
}

/**
 * Lists each listing under the product it stands for. One that stands for none any more offers nothing; one that is gone is taken out, as soon as
 * no push of it is under way.
 * @param rows locked
 * @returns how many could not be taken out yet; they stay marked
 */
export async function applyMappings(
  unit: UnitOfWork,
  rows: readonly ChannelListingRow[],
  { bySku, buffers, entity }: MappingGround,
): Promise<number> {
  const claims = await claimsOf(unit, rows);
  const takenBy = (sku: string | null) => (sku === null ? null : (bySku.get(sku) ?? null));
  const byBarcode = (row: ChannelListingRow) => (row.barcode === null ? null : claimedBy(claims, row.barcode));
  const productIds = rows.flatMap((row) => {
    const found = byBarcode(row);
    return [takenBy(row.sku), row.listedUnder, found?.kind === 'product' ? found.productId : null];
  });
  const before = await lockStocks(
    unit,
    productIds.filter((id) => id !== null),
  );
  const stocks = new StockSet(before);
  let held = 0;
  for (const row of rows) {
    const bySkuNow = stocks.find(takenBy(row.sku));
    const mapping = mappingOf(row, {
      isChannelKnown: buffers.has(row.destination),
      bySku: bySkuNow?.product.sku === row.sku ? (bySkuNow?.product.productId ?? null) : null,
      byBarcode: byBarcode(row),
    });
    const former = stocks.find(row.listedUnder);
    const target = stocks.find(mapping.productId);
    let listedUnder = row.listedUnder;
    if (target) {
      const place = { ...row, sku: target.product.sku ?? '', buffer: buffers.get(row.destination) ?? 0 };
      const known = former?.listings.find((one) => one.destination === row.destination && one.ref === row.ref);
      if (former && former !== target) stocks.put(withoutListing(former, row));
      stocks.put(listedAt(stocks.get(target.product.productId), place, known));
      listedUnder = target.product.productId;
    } else if (!row.active || isForgotten(row)) {
      if (!(await unlist(unit, row))) {
        held += 1;
        continue;
      }
      if (former) stocks.put(withoutListing(former, row));
      listedUnder = null;
    } else if (former) {
      stocks.put(listedAt(former, { ...row, sku: '', buffer: 0 }));
    }
    if (isForgotten(row)) await forget(unit, row);
    else unit.save(channelListings.save({ ...settledAs(row, mapping, unit), listedUnder }));
    say(unit, entity, row, mapping);
  }
  const given = { now: unit.now, newId: uuid7, traceparent: null };
  const changes = stocks.changes(given, 'live', rulesOf(await unit.read(rulesLoad.rules())));
  unit.save(...changes.save);
  for (const event of changes.events) unit.emit(event);
  return held;
}

async function claimsOf(unit: UnitOfWork, rows: readonly ChannelListingRow[]) {
  const refs = claimRefs(rows.flatMap(({ code }) => (code === null ? [] : [{ value: code }])));
  await unit.load(refs);
  return refs.flatMap((ref) => unit.children(ref));
}

const settledAs = (
  row: ChannelListingRow,
  { productId, problem }: Mapping,
  { now }: UnitOfWork,
): ChannelListingRow => ({
  ...row,
  productId,
  problem,
  problemSince: problem === null ? null : problem === row.problem ? row.problemSince : now,
  pending: false,
});

/** What is wrong now and was not, and what is over. */
function say(unit: UnitOfWork, entity: string, row: ChannelListingRow, mapping: Mapping): void {
  const next = { ...row, ...mapping };
  if (row.problem !== null && row.problem !== mapping.problem) unit.emit(mappingProblemOver(entity, next, row.problem));
  if (mapping.problem !== null && row.problem !== mapping.problem)
    unit.emit(mappingProblem(entity, next, mapping.problem));
}
