import { uuid7 } from '@penstock/domain';
import { logger } from '@penstock/observability';
import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { catalogSkus } from '../catalog/catalog-sku.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { stockLoads } from '../stock/stock.js';
import { type Assortment, listed } from './listed.js';

const log = logger('inventory-propagator.assortment');
const DAY = 24 * 60 * 60 * 1000;

/** A listing as the tables have it, and under which product. */
interface Place {
  readonly destination: string;
  readonly ref: string;
  readonly sku: string;
  readonly productId: string;
}

/**
 * Brings the listings in line with the channels file, once after each start: takes out those that the file names no more, or under another
 * SKU, then makes those it names anew for products that are linked already. One step a turn; products that come later are listed as they are
 * linked.
 */
export class AssortmentLoop implements Loop {
  readonly name = 'assortment';
  readonly idleMillis = DAY;
  private retired = false;
  private readonly waiting: string[];

  constructor(
    private readonly units: UnitsOfWork,
    private readonly assortment: Assortment,
    private readonly entity: string,
  ) {
    this.waiting = [...assortment.keys()].sort();
  }

  async turn(): Promise<boolean> {
    if (!this.retired) await this.retire();
    this.retired = true;
    const [sku] = this.waiting;
    if (sku === undefined) return false;
    await this.list(sku);
    this.waiting.shift();
    return true;
  }

  private async retire(): Promise<void> {
    const named = ({ destination, ref, sku }: Place) =>
      this.assortment.get(sku)?.some((place) => place.destination === destination && place.ref === ref) ?? false;
    const all = await this.units.database.query<Place[]>(
      'SELECT destination, ref, sku, product_id AS "productId" FROM product_listing',
    );
    for (const { destination, ref, sku, productId } of all.filter((place) => !named(place))) {
      await this.units.run(undefined, async (unit) => {
        await unit.lock(stockLoads.product({ productId }));
        const condition = 'destination = $1 AND ref = $2 AND sku = $3';
        await unit.transaction.query(`DELETE FROM product_listing WHERE ${condition}`, [destination, ref, sku]);
      });
      log.info({ destination, ref, sku, productId }, 'listing taken out: the channels file does not name it');
    }
  }

  private async list(sku: string): Promise<void> {
    const cause = {
      entity: this.entity,
      source: { system: 'inventory-propagator', channel: null },
      correlationId: `assortment ${sku}`,
      causationId: null,
      mode: 'live' as const,
    };
    await this.units.run(cause, async (unit) => {
      const { productId } = await unit.lock(catalogSkus.one({ sku }));
      if (productId === null) return;
      const product = await unit.lock(stockLoads.product({ productId }));
      if (product.sku !== sku) return;
      const levels = await unit.read(stockLoads.levels({ productId }));
      const listings = await unit.read(stockLoads.listings({ productId }));
      const before = { product, levels, listings };
      const given = { now: unit.now, newId: uuid7, traceparent: null };
      const rules = rulesOf(await unit.read(rulesLoad.rules()));
      const { save, events } = announce(before, listed(before, this.assortment), given, 'live', rules);
      unit.save(...save);
      for (const event of events) unit.emit(event);
      if (save.length > 0) log.info({ sku, productId, rows: save.length }, 'listings brought up to date');
    });
  }
}
