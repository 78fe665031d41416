import { type OdooClient, type PlannedPickingRecord, records } from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import { selectRows } from '@penstock/persistence';
import { chunks } from '../catalog/follow-catalog.js';
import { ChangedRecords } from '../odoo-changes/changed-records.js';
import { causeFrom, type OdooSystem, systemName } from '../odoo-system.js';
import type { KnownRecords } from '../stock-moves/known-records.js';
import { type AnnouncedDelivery, odooDeliveries } from './announced-delivery.js';
import { deliveryChanged, deliveryDeleted } from './delivery-changed.js';
import { shipmentIds } from './delivery-ids.js';
import { PlannedDeliveries } from './planned-deliveries.js';
import type { PlannedDelivery } from './planned-delivery.js';

/** Transfers that no sale stands behind are nobody's order, least of all ours. */
export const OF_A_SALE = [['sale_id', '!=', false]] as const;

/** Announces what Odoo plans to deliver of our orders, and what becomes of it: whatever is not as it was announced last. */
export class DeliveryFollower {
  private readonly pickings: ChangedRecords<PlannedPickingRecord>;
  private readonly deliveries: PlannedDeliveries;

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    known: KnownRecords,
    marginSeconds: number,
  ) {
    const ofSales = {
      stream: 'deliveries',
      model: 'stock.picking',
      shape: records.plannedPicking,
      domain: OF_A_SALE,
    } as const;
    this.pickings = new ChangedRecords(odoo, units, marginSeconds, ofSales);
    this.deliveries = new PlannedDeliveries(odoo, units, known);
  }

  /** @param moved transfers whose moves changed: a demand may change without its transfer's `write_date` */
  async follow(moved: readonly number[]): Promise<void> {
    const changed = await this.pickings.since(await this.pickings.cursor());
    if (moved.length === 0 && this.pickings.isQuiet(changed)) return;
    const read = new Set(changed.map(({ id }) => id));
    const pickings = [...changed, ...(await this.byId(moved.filter((id) => !read.has(id))))];
    const planned = await this.deliveries.of(pickings);
    if (this.pickings.isNews([changed, planned])) {
      await this.take(pickings, planned);
      await this.pickings.settled(changed, [changed, planned]);
    }
    this.pickings.wasRead(changed);
  }

  /**
   * Announces of the transfers whatever is not as it was announced, orders that one does not serve any more included.
   * @returns how many deliveries that were
   */
  async take(pickings: readonly PlannedPickingRecord[], read?: readonly PlannedDelivery[]): Promise<number> {
    const byPicking = Map.groupBy(read ?? (await this.deliveries.of(pickings)), ({ pickingId }) => pickingId);
    let news = 0;
    for (const some of chunks(pickings)) {
      const ids = some.map(({ id }) => id);
      news += await this.announce(
        ids,
        ids.flatMap((id) => byPicking.get(id) ?? []),
      );
    }
    return news;
  }

  /** Transfers that Odoo does not have any more. @returns how many deliveries were announced as deleted */
  gone(pickingIds: readonly number[]): Promise<number> {
    return this.announce(pickingIds, []);
  }

  private async byId(ids: readonly number[]): Promise<PlannedPickingRecord[]> {
    if (ids.length === 0) return [];
    return this.odoo.readAll('stock.picking', [['id', 'in', [...new Set(ids)]], ...OF_A_SALE], records.plannedPicking);
  }

  /** In one transaction with the rows that say what was announced: their locks keep a second replica from announcing it too. */
  private async announce(pickingIds: readonly number[], planned: readonly PlannedDelivery[]): Promise<number> {
    const rests = planned.flatMap(({ backorderOf }) => backorderOf ?? []);
    const idOf = await shipmentIds(this.odoo, this.system, [...pickingIds, ...rests]);
    const said = planned.map((each) => deliveryChanged(this.system, each, idOf));
    const served = new Set(said.map(({ row }) => odooDeliveries.idOf(row)));
    return this.units.run(causeFrom(this.system, systemName(this.system)), async (unit) => {
      const ofPickings = 'WHERE t.picking_id = ANY($1::bigint[])';
      const known = await selectRows(unit.transaction, odooDeliveries, ofPickings, [pickingIds.map(String)]);
      const dropped = known
        .filter((row) => !served.has(odooDeliveries.idOf(row)))
        .map((row) => deliveryDeleted(this.system, row));
      const all = [...said, ...dropped];
      await unit.load(all.map(({ row }) => odooDeliveries.one(row)));
      const news = all.filter(({ row }) => unit.row(odooDeliveries.one(row)).contentHash !== row.contentHash);
      const moved = all.filter(
        (each) => !news.includes(each) && !sameMoves(unit.row(odooDeliveries.one(each.row)), each.row),
      );
      for (const { event, row } of news) {
        const before = unit.row(odooDeliveries.one(row));
        const cause = causeFrom(this.system, row.orderId);
        // Planned by Odoo under one id, then reported under another: the plan of the first is no more.
        if (isRenamed(before, row)) unit.emit(deliveryDeleted(this.system, before).event, cause);
        unit.emit(event, cause);
        unit.save(odooDeliveries.save(row));
      }
      // Another move for the same goods is no news, but to whoever traces it.
      unit.save(...moved.map(({ row }) => odooDeliveries.save(row)));
      return news.length;
    });
  }
}

const sameMoves = (before: AnnouncedDelivery, after: AnnouncedDelivery): boolean =>
  before.moveIds.join() === after.moveIds.join();

const isRenamed = (before: AnnouncedDelivery, after: AnnouncedDelivery): boolean =>
  before.deliveryId !== '' && before.deliveryId !== after.deliveryId && before.state !== 'DELETED';
