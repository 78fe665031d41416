import type { CompanyRecord, ListPriceRecord, PriceListRecord, PriceRuleRecord } from '@penstock/connector-odoo';
import { type Instant, zero } from '@penstock/domain';
import { type OdooSystem, productIdOf } from '../odoo-system.js';
import { type Price, recordOf } from './announced-price.js';

/** Why a price cannot be said exactly: it would have to be computed as Odoo does at the moment of a sale. */
export type LeftOut = 'other currency' | 'percentage' | 'formula' | 'category' | 'all products';

export interface Stated {
  readonly prices: readonly Price[];
  readonly leftOut: LeftOut | null;
}

/** The variant of a product that a price is for. */
export type Variant = Pick<ListPriceRecord, 'id' | 'active'>;

const SECOND = 1_000_000;

/**
 * The list price of a product in every company that may sell it and keeps its books in the price's currency. Elsewhere Odoo converts it at
 * the rate of the day, which is no price anybody set.
 * https://github.com/odoo/odoo/blob/18.0/addons/product/models/product_template.py, `_compute_currency_id`
 */
export function listPricesOf(odoo: OdooSystem, product: ListPriceRecord, companies: readonly CompanyRecord[]): Stated {
  const selling = companies.filter(({ id }) => product.company_id === null || product.company_id.id === id);
  const exact = selling.filter(({ currency_id }) => currency_id.id === product.currency_id.id);
  return {
    prices: exact.map(({ name }) => ({
      record: recordOf('product.product', product.id),
      productId: productIdOf(odoo, product.id),
      company: name,
      odooId: BigInt(product.id),
      pricelist: null,
      amount: product.lst_price,
      currency: product.currency_id.name,
      minimumQuantity: zero,
      validFrom: null,
      validUntil: null,
      active: product.active,
    })),
    leftOut: exact.length < selling.length ? 'other currency' : null,
  };
}

/**
 * A fixed price of a pricelist, for the variant or for all variants of the product that it names. Discounts and formulas hang on what they are
 * taken from, and rules for categories or everything on what no better rule is for: none of them is guessed.
 * https://www.odoo.com/documentation/18.0/applications/sales/sales/products_prices/prices/pricing.html
 */
export function rulePricesOf(
  odoo: OdooSystem,
  rule: PriceRuleRecord,
  list: PriceListRecord | undefined,
  variants: readonly Variant[],
  companies: readonly CompanyRecord[],
): Stated {
  const leftOut = notExact(rule);
  if (leftOut !== null) return { prices: [], leftOut };
  const using = companies.filter(({ id }) => rule.company_id === null || rule.company_id.id === id);
  const prices = variants.flatMap((variant) =>
    using.map(({ name }) => ({
      record: recordOf('product.pricelist.item', rule.id),
      productId: productIdOf(odoo, variant.id),
      company: name,
      odooId: BigInt(rule.id),
      pricelist: list?.name ?? rule.pricelist_id.name,
      amount: rule.fixed_price,
      currency: rule.currency_id.name,
      minimumQuantity: rule.min_quantity,
      validFrom: rule.date_start,
      // Odoo's end is the last second of the price; ours is the first without it.
      validUntil: rule.date_end === null ? null : ((rule.date_end + SECOND) as Instant),
      active: list?.active === true && variant.active,
    })),
  );
  return { prices, leftOut: null };
}

function notExact({ compute_price: how, applied_on: to }: PriceRuleRecord): LeftOut | null {
  if (how !== 'fixed') return how === 'percentage' ? 'percentage' : 'formula';
  if (to === '2_product_category') return 'category';
  return to === '0_product_variant' || to === '1_product' ? null : 'all products';
}
