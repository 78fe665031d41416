import type { OdooClient } from '@penstock/connector-odoo';
import { type Instant, zero } from '@penstock/domain';
import type { UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { inTransaction, selectRows } from '@penstock/persistence';
import { type OdooProduct, odooProducts } from '../../catalog/odoo-product.js';
import { odooCursors, readFrom } from '../../odoo-changes/cursor.js';
import { causeFrom, type OdooSystem, systemName } from '../../odoo-system.js';
import type { MoveFollower } from '../../stock-moves/follow-moves.js';
import type { KnownRecords } from '../../stock-moves/known-records.js';
import type { MoveLines } from '../../stock-moves/move-lines.js';
import { tellMissed } from '../missed.js';
import { differences, type StockDifference } from './differences.js';
import { odooStock } from './odoo-stock.js';
import { type StockBase, stockBases } from './stock-base.js';
import { type DriftPolicy, driftCorrection, stockDrift } from './stock-drift.js';
import { toldStock } from './told-stock.js';
import { untoldTransit } from './untold-transit.js';
import { unseenMoves } from './unseen-moves.js';

/** Products looked at together. */
const AT_ONCE = 20;

/** Who reads moves, and whom they are told. */
export interface Moves {
  readonly lines: MoveLines;
  readonly follower: MoveFollower;
}

export interface DriftSettings {
  readonly marginSeconds: number;
  readonly policy: DriftPolicy;
}

/** What is known of a difference besides. */
interface Evidence {
  /** Moves were announced just now that nobody had seen. */
  readonly explained: boolean;
  /** It is what was in transit when nobody was told of that yet. */
  readonly untold: boolean;
  /** The product's unit. */
  readonly name: string;
}

/**
 * Looks again at differences that are older than the longest transaction. A move that nobody saw explains one: it is announced, and an alarm
 * says that looks missed it. What nothing explains, and is still the same, is a drift.
 */
export class SettleSuspects {
  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    private readonly known: KnownRecords,
    private readonly moves: Moves,
    private readonly settings: DriftSettings,
  ) {}

  /** @returns true when there was something to look at */
  async settle(): Promise<boolean> {
    const products = await this.due();
    if (products.length === 0) return false;
    // In this order: a move that is in these quants is also in the lines read after them, and so is not taken for a drift.
    const inOdoo = await odooStock(this.odoo, this.known, products);
    const explained = await this.takeUnseen(products);
    await this.units.run(causeFrom(this.system, systemName(this.system)), async (unit) => {
      const told = await toldStock(unit.transaction, products.map(({ productId }) => productId)); // prettier-ignore
      const found = differences(inOdoo, told);
      await unit.load(found.map((each) => stockBases.one(each)));
      const untold = await untoldTransit(unit.transaction);
      const unitOf = new Map(products.map((product) => [product.productId, product.unit]));
      for (const each of found) {
        const base = unit.row(stockBases.one(each));
        if (base.suspect !== null && this.isOld(base, unit.now))
          this.judge(unit, each, base, { explained, untold: untold(base), name: unitOf.get(each.productId) ?? 'unit' });
      }
    });
    return true;
  }

  private judge(
    unit: UnitOfWork,
    found: StockDifference,
    base: StockBase,
    { explained, untold, name }: Evidence,
  ): void {
    const { difference } = found;
    const settled = { ...base, suspect: null, suspectedAt: null };
    if (difference.eq(zero)) return unit.save(stockBases.save({ ...settled, told: null }));
    // Something moved meanwhile: it is another difference, which must stay in its turn.
    if (explained || !base.suspect?.eq(difference))
      return unit.save(stockBases.save({ ...base, suspect: difference, suspectedAt: unit.now }));
    const { policy } = this.settings;
    const cause = causeFrom(this.system, found.productId);
    if (!untold) unit.emit(stockDrift(this.system, found, policy, unit.now), cause);
    if (policy === 'report' && !untold) return unit.save(stockBases.save({ ...settled, told: difference }));
    unit.emit(driftCorrection(found, name, unit.now), cause);
    unit.save(stockBases.save({ ...settled, amount: base.amount.plus(difference), told: null }));
  }

  private isOld({ suspectedAt }: StockBase, now: Instant): boolean {
    return suspectedAt !== null && suspectedAt < now - this.settings.marginSeconds * 1_000_000;
  }

  /** @returns true when moves were announced that had not been */
  private async takeUnseen(products: readonly OdooProduct[]): Promise<boolean> {
    const cursor = await this.units.run(undefined, (unit) => unit.lock(odooCursors.one({ stream: 'moves' })));
    if (cursor.openedAt === null) return true;
    const moves = await unseenMoves(this.odoo, this.units, products.map(({ odooId }) => Number(odooId))); // prettier-ignore
    const passed = readFrom(cursor, this.settings.marginSeconds);
    const missed = moves.filter(({ write_date }) => write_date < passed);
    const late = await this.moves.follower.take(await this.moves.lines.of(missed), cursor.openedAt);
    tellMissed('stock.move', late, this.settings.marginSeconds);
    const recent = moves.filter(({ write_date }) => write_date >= passed);
    const under = await this.moves.follower.take(await this.moves.lines.of(recent), cursor.openedAt);
    return late + under > 0;
  }

  /** Products with a difference that is older than any transaction that could explain it. */
  private due(): Promise<OdooProduct[]> {
    return inTransaction(this.units.database, (transaction) =>
      selectRows(
        transaction,
        odooProducts,
        `WHERE t.product_id IN (SELECT product_id FROM odoo_stock_base
           WHERE suspected_at < now() - make_interval(secs => $1) ORDER BY suspected_at LIMIT ${AT_ONCE})`,
        [this.settings.marginSeconds],
      ),
    );
  }
}
