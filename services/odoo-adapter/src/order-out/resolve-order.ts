import { decimal } from '@penstock/domain';
import type { CatalogSku } from '../catalog/odoo-product.js';
import type { CompanyMapping, Mapping } from '../mapping/mapping.js';
import { type Hold, notMapped } from './hold.js';
import type { DraftLine, DraftTax, OrderDraft } from './order-draft.js';

/** What an order's words are in one company of Odoo, by database ids. */
export interface ResolvedOrder {
  readonly draft: OrderDraft;
  readonly company: CompanyMapping;
  /** Null: the order is in the currency of the company's books, and there is no pricelist for it. */
  readonly pricelistId: number | null;
  /** delivery.carrier; null where the delivery is not mapped, or there is none. */
  readonly carrierId: number | null;
  readonly lines: readonly ResolvedLine[];
}

export interface ResolvedLine {
  readonly line: DraftLine;
  /** product.product; null for a charge, whose product is ours. */
  readonly productId: number | null;
  readonly isDelivery: boolean;
  readonly taxIds: readonly number[];
}

/** What an order is in Odoo by the mapping and the catalogue as they are now, or what keeps it from being anything. */
export function resolveOrder(
  draft: OrderDraft,
  mapping: Mapping,
  skus: ReadonlyMap<string, CatalogSku>,
): ResolvedOrder | Hold {
  const company = mapping.companyOf(draft.channel);
  if (!company) return unmappedChannel(draft.channel, mapping);
  const pricelistId = company.pricelistOf(draft.currency) ?? null;
  if (pricelistId === null && draft.currency !== company.currency) return noPricelist(draft.currency, company);
  const lines: ResolvedLine[] = [];
  let carrierId: number | null = null;
  for (const line of draft.lines) {
    const carrier = line.shipping === null ? undefined : company.carrierOf(line.shipping);
    carrierId ??= carrier?.carrierId ?? null;
    const productId = line.sku === null ? (carrier?.productId ?? null) : productOf(line.sku, skus);
    if (typeof productId === 'object' && productId !== null) return productId;
    const taxIds: number[] = [];
    for (const tax of line.taxes) {
      const id = company.taxOf({ ...tax, rate: decimal(tax.rate) });
      if (id === undefined) return unmappedTax(tax, company);
      taxIds.push(id);
    }
    lines.push({ line, productId, isDelivery: line.shipping !== null && carrier !== undefined, taxIds });
  }
  return { draft, company, pricelistId, carrierId, lines };
}

function productOf(sku: string, skus: ReadonlyMap<string, CatalogSku>): number | Hold {
  const found = skus.get(sku);
  if (found?.odooId != null) return Number(found.odooId);
  const products = (found?.candidates ?? []).map((id) => `product.product,${id}`).join(' ');
  const facts = { sku, ...(products && { products }) };
  if (found?.trouble === 'AMBIGUOUS') {
    const remedy = 'Give the products in Odoo different internal references, or archive all but one.';
    return {
      kind: 'AMBIGUOUS_PRODUCT',
      thing: sku,
      why: `several products in Odoo share its SKU ${sku}`,
      facts,
      remedy,
    };
  }
  if (found?.trouble === 'ARCHIVED') {
    const remedy = 'Unarchive the product in Odoo, or give its internal reference to another.';
    return { kind: 'PRODUCT_ARCHIVED', thing: sku, why: `the product with its SKU ${sku} is archived`, facts, remedy };
  }
  const remedy = 'Give a product in Odoo this internal reference.';
  return { kind: 'UNKNOWN_SKU', thing: sku, why: `Odoo knows its SKU ${sku} no longer`, facts, remedy };
}

const unmappedChannel = (channel: string | null, { version }: Mapping): Hold =>
  notMapped(
    `channel ${channel ?? '(none)'}`,
    `the mapping names no company for the channel ${channel ?? 'of an order that names none'}`,
    { channel: channel ?? '', mapping: version },
    'Name the channel below one company of the mapping file.',
  );

const noPricelist = (currency: string, { name, currency: own }: CompanyMapping): Hold =>
  notMapped(
    `pricelist ${currency}`,
    `${name} has no pricelist in ${currency}, and its books are in ${own}`,
    { company: name, orderCurrency: currency, companyCurrency: own },
    `Activate ${currency} in Odoo and make a pricelist in it for ${name}.`,
  );

const unmappedTax = ({ title, rate, included }: DraftTax, { name }: CompanyMapping): Hold => {
  const percent = `${decimal(rate).times('100').toFixed()}%`;
  const kind = included ? 'contained in prices' : 'on top of prices';
  return notMapped(
    `tax ${title} ${percent} ${included ? 'included' : 'excluded'}`,
    `the mapping does not say what the tax ${title} ${percent}, ${kind}, is in ${name}`,
    { company: name, title, rate, included: String(included) },
    `Name the tax below ${name} in the mapping file.`,
  );
};
