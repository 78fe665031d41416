import {
  type ListPriceRecord,
  type OdooClient,
  type PriceListRecord,
  type PriceRuleRecord,
  records,
} from '@penstock/connector-odoo';
import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readChildren } from '@penstock/persistence';
import { chunks } from '../catalog/follow-catalog.js';
import { withoutOurOwn } from '../catalog/own-products.js';
import { ChangedRecords } from '../odoo-changes/changed-records.js';
import type { OdooSystem } from '../odoo-system.js';
import { announcePrices } from './announce-prices.js';
import { odooPrices, type PriceModel, recordOf } from './announced-price.js';
import { tellLeftOut } from './left-out.js';
import { PriceReader } from './price-reader.js';
import { listPricesOf, rulePricesOf, type Stated } from './prices-of.js';

/** Announces list prices and the fixed prices of pricelists, whatever is not as it was announced last. */
export class PriceFollower {
  private readonly products: ChangedRecords<ListPriceRecord>;
  private readonly lists: ChangedRecords<PriceListRecord>;
  private readonly rules: ChangedRecords<PriceRuleRecord>;
  private readonly reader: PriceReader;

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    marginSeconds: number,
  ) {
    const changed = <T extends ListPriceRecord | PriceListRecord | PriceRuleRecord>(
      what: ConstructorParameters<typeof ChangedRecords<T>>[3],
    ) => new ChangedRecords<T>(odoo, units, marginSeconds, what);
    this.products = changed({ stream: 'list prices', model: 'product.product', shape: records.listPrice });
    this.lists = changed({ stream: 'pricelists', model: 'product.pricelist', shape: records.priceList });
    this.rules = changed({ stream: 'price rules', model: 'product.pricelist.item', shape: records.priceRule });
    this.reader = new PriceReader(odoo);
  }

  async follow(): Promise<void> {
    const products = await this.products.since(await this.products.cursor());
    const lists = await this.lists.since(await this.lists.cursor());
    const before = await this.rules.cursor();
    const rules = await this.rules.since(before);
    const read = [products, lists, rules];
    if (!this.rules.isNews(read)) return;
    // At the first look all rules are read anyway.
    const touched = before.writtenAt === 0 ? [] : await this.comeOrGone(products);
    const indirect = [
      ...(before.writtenAt === 0 ? [] : await this.reader.rulesOfLists(lists)),
      ...(await this.reader.rulesOfProducts(touched)),
    ];
    await this.takeRules([...new Map([...indirect, ...rules].map((rule) => [rule.id, rule])).values()]);
    await this.takeProducts(products);
    await this.products.settled(products, products);
    await this.lists.settled(lists, lists);
    await this.rules.settled(rules, read);
  }

  /** @returns how many prices were announced */
  async takeProducts(products: readonly ListPriceRecord[]): Promise<number> {
    if (products.length === 0) return 0;
    const companies = await this.reader.companies();
    const sold = await withoutOurOwn(this.odoo, products);
    return this.announce('product.product', sold, (product) => listPricesOf(this.system, product, companies));
  }

  /** @returns how many prices were announced */
  async takeRules(rules: readonly PriceRuleRecord[]): Promise<number> {
    if (rules.length === 0) return 0;
    const companies = await this.reader.companies();
    let news = 0;
    for (const some of chunks(rules)) {
      const lists = await this.reader.lists(some);
      const variants = await this.reader.variants(some);
      news += await this.announce('product.pricelist.item', some, (rule) =>
        rulePricesOf(this.system, rule, lists.get(rule.pricelist_id.id), variants(rule), companies),
      );
    }
    return news;
  }

  /** Records that Odoo does not have any more. @returns how many prices were announced as gone */
  gone(model: PriceModel, ids: readonly number[]): Promise<number> {
    return announcePrices(this.units, this.system, ids.map((id) => recordOf(model, id)), []); // prettier-ignore
  }

  private announce<T extends { readonly id: number }>(
    model: PriceModel,
    read: readonly T[],
    stated: (record: T) => Stated,
  ): Promise<number> {
    const all = read.map((record) => ({ id: record.id, ...stated(record) }));
    tellLeftOut(
      model,
      all.flatMap(({ id, leftOut: why }) => (why === null ? [] : [{ id, why }])),
    );
    const prices = all.flatMap((each) => each.prices);
    return announcePrices(this.units, this.system, all.map(({ id }) => recordOf(model, id)), prices); // prettier-ignore
  }

  /** Products that are new, archived or back: prices of pricelists come and go with them. */
  private async comeOrGone(products: readonly ListPriceRecord[]): Promise<ListPriceRecord[]> {
    const refs = products.map(({ id }) => odooPrices.children('record', recordOf('product.product', id)));
    const known = await inTransaction(this.units.database, (transaction) => readChildren(transaction, refs));
    const activeOf = new Map(known.map(({ odooId, active }) => [Number(odooId), active]));
    return products.filter(({ id, active }) => activeOf.get(id) !== active);
  }
}
