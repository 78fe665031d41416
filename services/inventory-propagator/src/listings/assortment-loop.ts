import { logger } from '@penstock/observability';
import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { catalogSkus } from '../catalog/catalog-sku.js';
import { announce } from '../stock/announce.js';
import { stockLoads } from '../stock/stock.js';
import { type Assortment, listed } from './listed.js';

const log = logger('inventory-propagator.assortment');
const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes the listings that the channels file names and the tables do not know yet: a channel that was added, or a SKU that it lists since the last
 * start. Handles one SKU a turn; products that come later are listed as they are linked.
 */
export class AssortmentLoop implements Loop {
  readonly name = 'assortment';
  readonly idleMillis = DAY;
  private readonly waiting: string[];

  constructor(
    private readonly units: UnitsOfWork,
    private readonly assortment: Assortment,
    private readonly entity: string,
  ) {
    this.waiting = [...assortment.keys()].sort();
  }

  async turn(): Promise<boolean> {
    const [sku] = this.waiting;
    if (sku === undefined) return false;
    await this.list(sku);
    this.waiting.shift();
    return true;
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
      const given = { now: unit.now, newId: () => '', traceparent: null };
      const { save, events } = announce(before, listed(before, this.assortment), given, 'live');
      unit.save(...save);
      for (const event of events) unit.emit(event);
      if (save.length > 0) log.info({ sku, productId, rows: save.length }, 'listings brought up to date');
    });
  }
}
