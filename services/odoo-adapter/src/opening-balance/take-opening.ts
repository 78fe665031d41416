import { type MoveRecord, type OdooClient, records } from '@penstock/connector-odoo';
import { CycleCountCompleted } from '@penstock/contracts';
import { type Instant, instantOfMillis } from '@penstock/domain';
import { say, type UnitsOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { latest, odooCursors } from '../odoo-changes/cursor.js';
import type { ChangedRecords } from '../odoo-changes/changed-records.js';
import { odooLocations } from '../catalog/odoo-location.js';
import { odooProducts } from '../catalog/odoo-product.js';
import { stockBases } from '../full-comparison/stock/stock-base.js';
import type { StockLevel } from '../full-comparison/stock/told-stock.js';
import { causeFrom, type OdooSystem, systemName } from '../odoo-system.js';
import { sameSeen, seenOf } from '../stock-moves/effects.js';
import { isDone, type MoveLines } from '../stock-moves/move-lines.js';
import { IN_KEPT_PLACE } from '../stock-moves/stock-line.js';
import { type SeenLine, seenLines } from '../stock-moves/seen-lines.js';
import { type OnHand, sumQuants } from './sum-quants.js';
import { unexplained } from './unexplained.js';

const log = logger('odoo-adapter.opening-balance');

/** On a busy warehouse something moves between any two reads: more tries now, and then again at the next turn. */
const TRIES = 20;

/**
 * The balance that ledgers start from: what is on hand, and exactly which stock moves are in it. Odoo gives no snapshot over several calls,
 * so moves are read before and after the stock until nothing came between: then the stock is that of the moves known.
 */
export class OpeningBalance {
  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    private readonly moves: ChangedRecords<MoveRecord>,
    private readonly lines: MoveLines,
  ) {}

  /** @returns when the balance was taken; null when moves kept coming in between and it must be tried again */
  async take(): Promise<Instant | null> {
    const cursor = await this.moves.cursor();
    if (cursor.openedAt !== null) return cursor.openedAt;
    const contained = new Map<bigint, SeenLine>();
    const moves = await this.moves.since(cursor);
    await this.contain(contained, moves);
    let writtenAt = latest(moves.map(({ write_date }) => write_date));
    for (let tries = 0; tries < TRIES; tries += 1) {
      const onHand = sumQuants(await this.odoo.readAll('stock.quant', [IN_KEPT_PLACE], records.quant));
      const late = await this.moves.since({ ...cursor, writtenAt });
      if (!(await this.contain(contained, late))) return this.announce(onHand, [...contained.values()], writtenAt);
      writtenAt = latest([writtenAt, ...late.map(({ write_date }) => write_date)]);
    }
    log.warn({ tries: TRIES }, 'stock kept moving while the opening balance was taken; it is tried again');
    return null;
  }

  /** Takes lines over. @returns true when there was one that was not known as it is */
  private async contain(contained: Map<bigint, SeenLine>, moves: readonly MoveRecord[]): Promise<boolean> {
    let news = false;
    for (const seen of (await this.lines.of(moves.filter(isDone))).map(({ line }) => seenOf(line))) {
      const before = contained.get(seen.moveLineId);
      news ||= !before || !sameSeen(before, seen);
      contained.set(seen.moveLineId, seen);
    }
    return news;
  }

  private announce(onHand: readonly OnHand[], contained: readonly SeenLine[], writtenAt: Instant): Promise<Instant> {
    const cause = causeFrom(this.system, systemName(this.system));
    return this.units.run(cause, async (unit) => {
      const cursor = await unit.lock(odooCursors.one({ stream: 'moves' }));
      if (cursor.openedAt !== null) return cursor.openedAt; // another replica was first
      const countedAt = instantOfMillis(Date.now());
      const productRef = (each: OnHand) => odooProducts.one({ odooId: BigInt(each.productOdooId) });
      const locationRef = (each: OnHand) => odooLocations.one({ odooId: BigInt(each.locationOdooId) });
      await unit.load(onHand.flatMap((each) => [productRef(each), locationRef(each)]));
      const counted: StockLevel[] = [];
      for (const each of onHand) {
        const { productId, unit: name, storable } = unit.row(productRef(each));
        const { locationId } = unit.row(locationRef(each));
        if (!storable || locationId === '') continue;
        counted.push({ productId, locationId, amount: each.quantity });
        const stock = { productId, locationId, counted: { amount: each.quantity, unit: name } };
        const opening = say(CycleCountCompleted, { ...stock, countedAt, opening: true }, { occurredAt: countedAt });
        unit.emit(opening, causeFrom(this.system, productId));
      }
      unit.save(...contained.map((seen) => seenLines.save(seen)));
      unit.save(...unexplained(counted, contained).map((base) => stockBases.save(base)));
      for (const stream of ['stock base', 'transit base'] as const)
        unit.save(odooCursors.save({ ...(await unit.lock(odooCursors.one({ stream }))), openedAt: countedAt }));
      unit.save(odooCursors.save({ ...cursor, writtenAt, openedAt: countedAt }));
      log.info({ products: onHand.length, moveLines: contained.length }, 'the opening balance is taken');
      return countedAt;
    });
  }
}
