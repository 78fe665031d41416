import { type MoveRecord, type OdooClient, records } from '@penstock/connector-odoo';
import { type Instant, zero } from '@penstock/domain';
import type { Outgoing, UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { chunks } from '../catalog/follow-catalog.js';
import { findExpectations } from '../expected-goods/find-expectations.js';
import type { ExpectedGoodsFollower } from '../expected-goods/follow-expected.js';
import type { ChangedRecords } from '../odoo-changes/changed-records.js';
import { causeFrom, type OdooSystem, systemName } from '../odoo-system.js';
import { announceMoves, type FreshLine } from './announce-moves.js';
import { isKnown, isSame, seenAgain, seenOf } from './effects.js';
import { isDone, type MovedLine, type MoveLines } from './move-lines.js';
import { findOrderLines } from './order-lines.js';
import { seenLines } from './seen-lines.js';
import type { SetAsidePlaces } from './set-aside-places.js';
import { Shipments } from './shipments.js';
import type { StockLine } from './stock-line.js';

/** Announces what moved in Odoo: each line once, whatever order transactions commit in, and however often a line is read. */
export class MoveFollower {
  private readonly shipments: Shipments;

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    private readonly moves: Record<'changed' | 'justDone', ChangedRecords<MoveRecord>>,
    private readonly lines: MoveLines,
    private readonly setAside: SetAsidePlaces,
    private readonly expected: ExpectedGoodsFollower,
  ) {
    this.shipments = new Shipments(odoo, system);
  }

  /** @returns the transfers whose moves changed, done or still planned */
  follow(openedAt: Instant): Promise<number[]> {
    return this.read(this.moves.changed, openedAt);
  }

  /** The same of what was done a moment ago only, which is far less work for Odoo. */
  followJustDone(openedAt: Instant): Promise<number[]> {
    return this.read(this.moves.justDone, openedAt);
  }

  private async read(records: ChangedRecords<MoveRecord>, openedAt: Instant): Promise<number[]> {
    const moves = await records.since(await records.cursor());
    if (records.isQuiet(moves)) return [];
    const moved = await this.lines.of(moves.filter(isDone));
    const read = [moves, moved.map(({ line }) => line)];
    if (records.isNews(read)) {
      await this.take(moved, openedAt);
      // After what came in: the rest that is stated then does not contain it any more.
      await this.expected.take(moves);
      await records.settled(moves, read);
    }
    records.wasRead(moves);
    return [
      ...new Set(moves.flatMap(({ sale_line_id, picking_id }) => (sale_line_id && picking_id ? picking_id.id : []))),
    ];
  }

  /** Announces lines of done moves, those that were not taken over as they are. @returns how many that were */
  async take(moved: readonly MovedLine[], openedAt: Instant): Promise<number> {
    const unseen = await this.unseen(moved);
    for (const some of chunks(unseen)) await this.announce(await this.explained(some), openedAt);
    return unseen.length;
  }

  /**
   * Writes down which move, order and transfer lines belonged to that a version took over which did not keep it. Nothing is announced.
   * @param moveLineIds those that Odoo does not have any more stay as they are
   */
  async explain(moveLineIds: readonly number[]): Promise<void> {
    const lines = await this.odoo.readAll('stock.move.line', [['id', 'in', moveLineIds]], records.moveLine);
    const moveIds = [...new Set(lines.flatMap(({ move_id }) => move_id?.id ?? []))];
    const moves = await this.odoo.readAll('stock.move', [['id', 'in', moveIds]], records.move);
    const explained = await this.explained(await this.lines.of(moves));
    await this.units.run(undefined, async (unit) => {
      const refOf = (line: StockLine) => seenLines.one({ moveLineId: BigInt(line.moveLineId) });
      await unit.load(explained.map(refOf));
      for (const line of explained) {
        const seen = unit.row(refOf(line));
        if (!isKnown(seen) || seen.moveId !== null) continue;
        const { moveId, orderId, pickingId } = seenOf(line);
        unit.save(
          seenLines.save({ ...seen, moveId, orderId: seen.orderId ?? orderId, pickingId: seen.pickingId ?? pickingId }),
        );
      }
    });
  }

  /** Lines that were not taken over as they are now. A line of nothing that nobody knows is no news. */
  private async unseen(moved: readonly MovedLine[]): Promise<MovedLine[]> {
    const refs = moved.map(({ line }) => seenLines.one({ moveLineId: BigInt(line.moveLineId) }));
    const seen = await inTransaction(this.units.database, (transaction) => readRows(transaction, seenLines, refs));
    return moved.filter(({ line }) => {
      const before = seen.get(String(line.moveLineId));
      return before ? !isSame(before, line) : !line.quantity.eq(zero);
    });
  }

  /** Adds which order, which transfer and which expectation the lines belong to. */
  private async explained(moved: readonly MovedLine[]): Promise<StockLine[]> {
    const saleLineIds = [...new Set(moved.flatMap(({ move }) => move.sale_line_id?.id ?? []))];
    const orderLines = await findOrderLines(this.odoo, this.units, saleLineIds);
    const ours = moved.filter(({ move }) => orderLines.has(move.sale_line_id?.id ?? 0));
    const shipments = await this.shipments.of([...new Set(ours.flatMap(({ move }) => move.picking_id?.id ?? []))]);
    const expectations = await findExpectations(this.units, moved.map(({ line }) => line)); // prettier-ignore
    return moved.map(({ line, move }) => ({
      ...line,
      expectationId: expectations.get(move.id) ?? null,
      orderLine: orderLines.get(move.sale_line_id?.id ?? 0) ?? null,
      shipment: shipments.get(move.picking_id?.id ?? 0) ?? null,
    }));
  }

  /** In one transaction: the rows say what is announced, and their locks keep a second replica from announcing it too. */
  private async announce(lines: readonly StockLine[], openedAt: Instant): Promise<void> {
    const setAside = await this.setAside.for(lines);
    await this.units.run(causeFrom(this.system, systemName(this.system)), async (unit) => {
      const refOf = (line: StockLine) => seenLines.one({ moveLineId: BigInt(line.moveLineId) });
      await unit.load(lines.map(refOf));
      const fresh: FreshLine[] = lines
        .map((line) => ({ line, seen: unit.row(refOf(line)) }))
        .filter(({ line, seen }) => !isKnown(seen) || !isSame(seen, line));
      const { movements, shipments } = announceMoves(this.system, fresh, openedAt, setAside);
      for (const { event, story } of movements) unit.emit(event as Outgoing, causeFrom(this.system, story));
      for (const event of shipments) unit.emit(event, causeFrom(this.system, event.content.orderId));
      unit.save(...fresh.map(({ line, seen }) => seenLines.save(isKnown(seen) ? seenAgain(seen, line) : seenOf(line))));
    });
  }
}
