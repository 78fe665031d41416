import type { OdooClient } from '@penstock/connector-odoo';
import { zero } from '@penstock/domain';
import type { UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { inTransaction, selectRows } from '@penstock/persistence';
import { odooProducts } from '../../catalog/odoo-product.js';
import { odooCursors } from '../../odoo-changes/cursor.js';
import type { OdooSystem } from '../../odoo-system.js';
import type { KnownRecords } from '../../stock-moves/known-records.js';
import type { Part } from '../part.js';
import { differences, type StockDifference } from './differences.js';
import { odooStock } from './odoo-stock.js';
import { reportLevels } from './report-levels.js';
import { stockBases } from './stock-base.js';
import { toldStock } from './told-stock.js';

/** Products of one page. */
const PRODUCTS = 200;

/**
 * Compares Odoo's quants with what ledgers were told, and notes where they differ: a move may be under way between the two, so a difference is
 * a suspicion, and only one that stays is a drift. Where they agree, or a person knows that they do not, the level is reported: all that is in
 * it was said before.
 */
export class ComparedStock implements Part {
  readonly name = 'stock';

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    private readonly known: KnownRecords,
  ) {}

  async next(after: number, comparisonId: string): Promise<number | null> {
    const products = await inTransaction(this.units.database, (transaction) =>
      selectRows(
        transaction,
        odooProducts,
        `WHERE t.storable AND t.odoo_id > $1 ORDER BY t.odoo_id LIMIT ${PRODUCTS}`,
        [String(after)],
      ),
    );
    const isLast = products.length < PRODUCTS;
    if (products.length > 0) {
      const inOdoo = await odooStock(this.odoo, this.known, products);
      await this.units.run(undefined, async (unit) => {
        const marker = await unit.lock(odooCursors.one({ stream: 'stock base' }));
        const told = await toldStock(unit.transaction, products.map(({ productId }) => productId)); // prettier-ignore
        const note = marker.openedAt === null ? adopt : suspect;
        const settled = await note(unit, differences(inOdoo, told));
        reportLevels(unit, this.system, comparisonId, settled, products);
      });
    }
    if (isLast) await this.adopted();
    return isLast ? null : Number(products.at(-1)?.odooId);
  }

  /** From here on what differs is a drift. */
  private adopted(): Promise<void> {
    return this.units.run(undefined, async (unit) => {
      for (const stream of ['stock base', 'transit base'] as const) {
        const marker = await unit.lock(odooCursors.one({ stream }));
        if (marker.openedAt === null) unit.save(odooCursors.save({ ...marker, openedAt: unit.now }));
      }
    });
  }
}

const refOf = (each: StockDifference) => stockBases.one(each);

/** An opening that an earlier version took says what was counted, but not to us: the first comparison takes the stock as it finds it. */
async function adopt(unit: UnitOfWork, found: readonly StockDifference[]): Promise<readonly StockDifference[]> {
  const differing = found.filter(({ difference }) => !difference.eq(zero));
  await unit.load(differing.map(refOf));
  for (const each of differing) {
    const base = unit.row(refOf(each));
    unit.save(stockBases.save({ ...base, amount: base.amount.plus(each.difference) }));
  }
  return found;
}

/** @returns those that nobody has to look into */
async function suspect(unit: UnitOfWork, found: readonly StockDifference[]): Promise<readonly StockDifference[]> {
  const before = await selectRows(
    unit.transaction,
    stockBases,
    'WHERE t.product_id = ANY($1::text[]) AND (t.suspect IS NOT NULL OR t.told IS NOT NULL)',
    [[...new Set(found.map(({ productId }) => productId))]],
  );
  const noted = new Set(before.map((row) => stockBases.idOf(row)));
  const concerned = found.filter((each) => !each.difference.eq(zero) || noted.has(stockBases.idOf(each)));
  await unit.load(concerned.map(refOf));
  for (const each of concerned) {
    const base = unit.row(refOf(each));
    if (each.difference.eq(zero)) unit.save(stockBases.save({ ...base, suspect: null, suspectedAt: null, told: null }));
    else if (base.told?.eq(each.difference) || base.suspect?.eq(each.difference)) continue;
    else unit.save(stockBases.save({ ...base, suspect: each.difference, suspectedAt: unit.now }));
  }
  const told = new Map(before.map((row) => [stockBases.idOf(row), row.told]));
  return found.filter((each) => each.difference.eq(zero) || told.get(stockBases.idOf(each))?.eq(each.difference));
}
