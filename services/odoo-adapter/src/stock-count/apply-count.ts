import { type OdooClient, records } from '@penstock/connector-odoo';
import { isoOf } from '@penstock/domain';
import { defineTask, type Task } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { asFailure } from '../as-failure.js';
import type { Mappings } from '../mapping/mapping.js';
import type { OdooSystem } from '../odoo-system.js';
import type { OpenCalls } from '../open-calls/open-calls.js';
import { conflict, refusalOf } from '../refusal.js';
import { applyOnce, type PlacedCount } from './apply-once.js';
import { countRefused } from './count-refused.js';
import { lastCounts, type StockCount, stockCounts } from './stock-count.js';
import { APPLY_COUNT, type ApplyCount } from './want-count.js';

type Database = Parameters<typeof inTransaction>[0];

/** Applies one count in Odoo. One that is older than the last applied, or that goods have moved since, goes to a person. */
export const applyCount = (given: {
  readonly odoo: OdooClient;
  readonly database: Database;
  readonly calls: OpenCalls;
  readonly mappings: Mappings;
  readonly system: OdooSystem;
  readonly concurrency: number;
}): Task<ApplyCount, number> =>
  defineTask({
    name: APPLY_COUNT,
    concurrency: given.concurrency,

    async perform({ countId }) {
      try {
        const count = await readCount(given.database, countId);
        const productId = Number(count.odooProductId);
        const placed = { ...count, productId, locationId: Number(count.odooLocationId) };
        const { companies } = await given.mappings.current();
        await checkPlace(given.odoo, companies, placed);
        return await applyOnce(given.odoo, given.calls, placed);
      } catch (error) {
        throw asFailure(error);
      }
    },

    async settle(unit, { countId }, moveId) {
      const count = await unit.lock(stockCounts.one({ countId }));
      const { productId, locationId, countedAt } = count;
      unit.save(stockCounts.save({ ...count, state: 'applied', odooMoveId: BigInt(moveId) }));
      const last = await unit.lock(lastCounts.one({ productId, locationId }));
      if (countedAt >= last.countedAt) unit.save(lastCounts.save({ productId, locationId, countId, countedAt }));
    },

    async failed(unit, { countId }, error) {
      const count = await unit.lock(stockCounts.one({ countId }));
      unit.save(stockCounts.save({ ...count, state: 'refused', refusal: error.message }));
      unit.emit(refusalOf(given.system, countRefused(count), error));
    },
  });

/** @throws {Permanent} COUNT_CONFLICT where a later count was applied already: counts of one place are carried out one after another */
function readCount(database: Database, countId: string): Promise<StockCount> {
  return inTransaction(database, async (transaction) => {
    const ref = stockCounts.one({ countId });
    const count = (await readRows(transaction, stockCounts, [ref])).get(ref.id) ?? stockCounts.initial(ref.key);
    const { productId, locationId, countedAt } = count;
    const lastRef = lastCounts.one({ productId, locationId });
    const last = (await readRows(transaction, lastCounts, [lastRef])).get(lastRef.id);
    if (!last || last.countedAt <= countedAt) return count;
    const facts = { countedAt: isoOf(countedAt), lastCountedAt: isoOf(last.countedAt), lastCountId: last.countId };
    throw conflict(
      'COUNT_CONFLICT',
      `a count of ${facts.lastCountedAt} is in Odoo already, and this one is older`,
      facts,
    );
  });
}

/** @throws {Permanent} COUNT_CONFLICT: lots, which nobody counted; a place of another company */
async function checkPlace(
  odoo: OdooClient,
  companies: readonly { readonly id: number; readonly name: string }[],
  { productId, locationId }: PlacedCount,
): Promise<void> {
  const options = { context: { active_test: false } };
  const [product] = await odoo.searchRead(
    'product.product',
    [['id', '=', productId]],
    records.productTracking,
    options,
  );
  const [place] = await odoo.searchRead('stock.location', [['id', '=', locationId]], records.locationCompany, options);
  if (!product || !place)
    throw conflict('COUNT_CONFLICT', 'its product or its location is no longer in Odoo', {
      odooProductId: String(productId),
      odooLocationId: String(locationId),
    });
  if (product.tracking !== 'none')
    throw conflict('COUNT_CONFLICT', `the product is tracked by ${product.tracking}, and the count names none`, {
      tracking: product.tracking,
    });
  const owner = place.company_id;
  if (owner && !companies.some(({ id }) => id === owner.id))
    throw conflict('COUNT_CONFLICT', `its location belongs to ${owner.name}, which is not mapped`, {
      company: owner.name,
    });
}
