import {
  type CompanyRecord,
  type ListPriceRecord,
  type OdooClient,
  type PriceListRecord,
  type PriceRuleRecord,
  records,
} from '@penstock/connector-odoo';
import { z } from 'zod';
import { chunks } from '../catalog/follow-catalog.js';
import type { Variant } from './prices-of.js';

const WITH_ARCHIVED = { context: { active_test: false } } as const;

const variantShape = z.object({
  id: z.int(),
  active: z.boolean(),
  product_tmpl_id: records.listPrice.shape.product_tmpl_id,
});

/** Reads what prices refer to. */
export class PriceReader {
  constructor(private readonly odoo: OdooClient) {}

  companies = (): Promise<CompanyRecord[]> => this.odoo.readAll('res.company', [], records.company);

  rulesOfLists(lists: readonly PriceListRecord[]): Promise<PriceRuleRecord[]> {
    return this.rules([['pricelist_id', 'in', lists.map(({ id }) => id)]]);
  }

  /** The rules that name one of the products, or its template. */
  async rulesOfProducts(products: readonly ListPriceRecord[]): Promise<PriceRuleRecord[]> {
    const found: PriceRuleRecord[] = [];
    for (const some of chunks(products)) {
      const ids = some.map(({ id }) => id);
      const templates = [...new Set(some.map(({ product_tmpl_id }) => product_tmpl_id.id))];
      found.push(...(await this.rules(['|', ['product_id', 'in', ids], ['product_tmpl_id', 'in', templates]])));
    }
    return found;
  }

  /** By id, archived ones included. */
  async lists(rules: readonly PriceRuleRecord[]): Promise<ReadonlyMap<number, PriceListRecord>> {
    const ids = [...new Set(rules.map(({ pricelist_id }) => pricelist_id.id))];
    const lists = await this.odoo.readAll('product.pricelist', [['id', 'in', ids]], records.priceList, WITH_ARCHIVED);
    return new Map(lists.map((list) => [list.id, list]));
  }

  /** The variants that each rule is for, archived ones included. */
  async variants(rules: readonly PriceRuleRecord[]): Promise<(rule: PriceRuleRecord) => readonly Variant[]> {
    const ids = [...new Set(rules.flatMap(({ product_id }) => product_id?.id ?? []))];
    const templates = [...new Set(rules.flatMap((rule) => (rule.product_id ? [] : (rule.product_tmpl_id?.id ?? []))))];
    const domain = ['|', ['id', 'in', ids], ['product_tmpl_id', 'in', templates]];
    const none = ids.length + templates.length === 0;
    const found = none ? [] : await this.odoo.readAll('product.product', domain, variantShape, WITH_ARCHIVED);
    return ({ applied_on, product_id, product_tmpl_id }) =>
      applied_on === '0_product_variant'
        ? found.filter(({ id }) => id === product_id?.id)
        : found.filter((variant) => variant.product_tmpl_id.id === product_tmpl_id?.id);
  }

  private rules(domain: readonly unknown[]): Promise<PriceRuleRecord[]> {
    return this.odoo.readAll('product.pricelist.item', domain, records.priceRule);
  }
}
