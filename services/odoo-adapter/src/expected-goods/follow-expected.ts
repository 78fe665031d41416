import { type MoveRecord, type OdooClient, records } from '@penstock/connector-odoo';
import { GoodsExpected } from '@penstock/contracts';
import { type Instant, zero } from '@penstock/domain';
import { say, type UnitOfWork, type UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { chunks } from '../catalog/follow-catalog.js';
import { odooCursors } from '../odoo-changes/cursor.js';
import { causeFrom, expectationIdOf, type OdooSystem, systemName } from '../odoo-system.js';
import type { KnownRecords } from '../stock-moves/known-records.js';
import { isKept } from '../stock-moves/stock-line.js';
import {
  type AnnouncedExpectation,
  announcedExpectations,
  isAnnounced,
  sameExpectation,
} from './announced-expectation.js';

/** States of a move that is still to be done; a draft is nobody's promise yet. */
const OPEN = ['waiting', 'confirmed', 'partially_available', 'assigned'];

export const FROM_SUPPLIER = [['location_id.usage', '=', 'supplier']] as const;
export const OPEN_FROM_SUPPLIER = [...FROM_SUPPLIER, ['state', 'in', OPEN]] as const;

/**
 * Announces what is to come from suppliers, move by move: how much of it is still open, where and when. A move that was done in part leaves
 * another one for the rest, which is an expectation of its own.
 */
export class ExpectedGoodsFollower {
  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    private readonly known: KnownRecords,
  ) {}

  /** Reads what is open already, once; from then on changes come with the moves. */
  async begin(): Promise<void> {
    const ref = odooCursors.one({ stream: 'expected' });
    const rows = await inTransaction(this.units.database, (transaction) => readRows(transaction, odooCursors, [ref]));
    if ((rows.get(ref.id)?.openedAt ?? null) !== null) return;
    await this.take(await this.odoo.readAll('stock.move', OPEN_FROM_SUPPLIER, records.move));
    await this.units.run(undefined, async (unit) => {
      unit.save(odooCursors.save({ ...(await unit.lock(ref)), openedAt: unit.now }));
    });
  }

  /** @param moves of any kind @returns how many expectations were not known as they are */
  async take(moves: readonly MoveRecord[]): Promise<number> {
    let news = 0;
    const stated = await this.stated(moves);
    for (const some of chunks(stated)) news += await this.announce(some);
    return news;
  }

  /** Moves that Odoo does not have any more. @returns how many expectations were announced as ended */
  gone(moveIds: readonly number[]): Promise<number> {
    return this.units.run(this.cause(), async (unit) => {
      const refs = moveIds.map((id) => announcedExpectations.one({ moveId: BigInt(id) }));
      await unit.load(refs);
      const open = refs.map((ref) => unit.row(ref)).filter((row) => isAnnounced(row) && row.quantity.gt(zero));
      for (const row of open) this.say(unit, { ...row, quantity: zero, writtenAt: unit.now }, unit.now);
      return open.length;
    });
  }

  /** What the moves among them say that bring goods of a supplier to a place that ledgers keep. */
  private async stated(moves: readonly MoveRecord[]): Promise<AnnouncedExpectation[]> {
    const places = await this.known.locations(moves.flatMap((move) => [move.location_id.id, move.location_dest_id.id]));
    const incoming = moves.filter(
      ({ location_id, location_dest_id }) =>
        places.get(String(location_id.id))?.usage === 'supplier' &&
        isKept({ usage: places.get(String(location_dest_id.id))?.usage ?? '' }),
    );
    const products = await this.known.products(incoming.map(({ product_id }) => product_id.id));
    return incoming.flatMap((move): AnnouncedExpectation[] => {
      const product = products.get(String(move.product_id.id));
      const place = places.get(String(move.location_dest_id.id));
      if (!product?.storable || !place) return [];
      return [
        {
          moveId: BigInt(move.id),
          expectationId: expectationIdOf(this.system, `stock.move:${move.id}`),
          productId: product.productId,
          locationId: place.locationId,
          quantity: OPEN.includes(move.state) ? move.product_qty : zero,
          unit: product.unit,
          expectedAt: move.date,
          reference: move.origin ?? move.picking_id?.name ?? null,
          writtenAt: move.write_date,
        },
      ];
    });
  }

  /** In one transaction with the rows that say what was announced: their locks keep a second replica from announcing it too. */
  private announce(stated: readonly AnnouncedExpectation[]): Promise<number> {
    return this.units.run(this.cause(), async (unit) => {
      const refOf = ({ moveId }: AnnouncedExpectation) => announcedExpectations.one({ moveId });
      await unit.load(stated.map(refOf));
      const news = stated.filter((now) => isNews(unit.row(refOf(now)), now));
      for (const now of news) this.say(unit, now, now.writtenAt ?? unit.now);
      return news.length;
    });
  }

  /** @param at when it was so in Odoo: what came in until then is not in the quantity any more */
  private say(unit: UnitOfWork, row: AnnouncedExpectation, at: Instant): void {
    const { productId, locationId, expectationId, quantity: amount, expectedAt, reference } = row;
    const expected = {
      productId,
      locationId,
      expectationId,
      quantity: { amount, unit: row.unit },
      expectedAt,
      reference,
    };
    unit.emit(say(GoodsExpected, expected, { occurredAt: at }), causeFrom(this.system, productId));
    unit.save(announcedExpectations.save(row));
  }

  private cause() {
    return causeFrom(this.system, systemName(this.system));
  }
}

/** Of what is over only that is news, whatever else changed of it; and nothing is that another process has seen a later state of. */
function isNews(before: AnnouncedExpectation, now: AnnouncedExpectation): boolean {
  if (before.writtenAt !== null && now.writtenAt !== null && now.writtenAt < before.writtenAt) return false;
  if (now.quantity.eq(zero)) return before.quantity.gt(zero);
  return !isAnnounced(before) || !sameExpectation(before, now);
}
