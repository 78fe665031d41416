import {
  type LocationRecord,
  type OdooClient,
  type PackingRecord,
  type ProductRecord,
  records,
} from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import { ChangedRecords } from '../odoo-changes/changed-records.js';
import { causeFrom, type OdooSystem, systemName } from '../odoo-system.js';
import { forgetLocations, forgetProducts } from './forget-records.js';
import { learnLocations } from './learn-locations.js';
import { learnProducts } from './learn-products.js';
import { readProductUnits } from './product-units.js';
import { withoutOurOwn } from './own-products.js';

/** Records taken over in one transaction. */
const CHUNK = 500;

/** Keeps what the adapter knows of Odoo's products and locations in step with Odoo. */
export class CatalogFollower {
  private readonly products: ChangedRecords<ProductRecord>;
  private readonly locations: ChangedRecords<LocationRecord>;
  private packs: ChangedRecords<PackingRecord> | undefined;

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    private readonly marginSeconds: number,
  ) {
    const changed = { products: { stream: 'goods', model: 'product.product', shape: records.product } } as const;
    this.products = new ChangedRecords(odoo, units, marginSeconds, changed.products);
    const locations = { stream: 'places', model: 'stock.location', shape: records.location } as const;
    this.locations = new ChangedRecords(odoo, units, marginSeconds, locations);
  }

  async follow(): Promise<void> {
    const locations = await this.locations.since(await this.locations.cursor());
    if (this.locations.isNews(locations)) {
      await this.takeLocations(locations);
      await this.locations.settled(locations, locations);
    }
    const products = await this.products.since(await this.products.cursor());
    if (this.products.isNews(products)) {
      await this.takeProducts(products);
      await this.products.settled(products, products);
    }
    await this.followPacks();
  }

  /** A packing that is made or changed by itself does not move its product's `write_date`. */
  private async followPacks(): Promise<void> {
    this.packs ??= new ChangedRecords(this.odoo, this.units, this.marginSeconds, {
      ...{ stream: 'packs', model: (await this.odoo.fieldNames()).models.packing, shape: records.packing },
    });
    const packs = await this.packs.since(await this.packs.cursor());
    if (!this.packs.isNews(packs)) return;
    for (const some of chunks([...new Set(packs.map(({ product_id }) => product_id.id))]))
      await this.fetchProducts(some);
    await this.packs.settled(packs, packs);
  }

  /** Products that a stock move names before the poll came by them. */
  async fetchProducts(ids: readonly number[]): Promise<void> {
    await this.takeProducts(await this.fetch('product.product', ids, records.product));
  }

  async fetchLocations(ids: readonly number[]): Promise<void> {
    await this.takeLocations(await this.fetch('stock.location', ids, records.location));
  }

  private fetch<T extends { readonly id: number }>(
    model: string,
    ids: readonly number[],
    shape: Parameters<typeof this.odoo.readAll<T>>[2],
  ): Promise<T[]> {
    return this.odoo.readAll(model, [['id', 'in', ids]], shape, { context: { active_test: false } });
  }

  /** @returns how many had changed */
  async takeProducts(products: readonly ProductRecord[]): Promise<number> {
    let changed = 0;
    for (const some of chunks(await withoutOurOwn(this.odoo, products))) {
      const quantities = await readProductUnits(this.odoo, some);
      changed += await this.units.run(this.cause(), (unit) => learnProducts(unit, this.system, some, quantities));
    }
    return changed;
  }

  /** @returns how many had changed */
  async takeLocations(locations: readonly LocationRecord[]): Promise<number> {
    if (locations.length === 0) return 0;
    const warehouses = await this.odoo.searchRead('stock.warehouse', [], records.warehouse);
    const codes = new Map(warehouses.map(({ id, code }) => [id, code]));
    let changed = 0;
    for (const some of chunks(locations)) {
      changed += await this.units.run(this.cause(), (unit) => learnLocations(unit, this.system, some, codes));
    }
    return changed;
  }

  /** Products that Odoo does not have any more. @returns how many had been announced as active */
  goneProducts(ids: readonly number[]): Promise<number> {
    return this.units.run(this.cause(), (unit) => forgetProducts(unit, this.system, ids));
  }

  goneLocations(ids: readonly number[]): Promise<number> {
    return this.units.run(this.cause(), (unit) => forgetLocations(unit, this.system, ids));
  }

  private cause() {
    return causeFrom(this.system, systemName(this.system));
  }
}

export function* chunks<T>(items: readonly T[], size = CHUNK): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
