import type { ExceptionRaised, OrderCreated, OrderLine } from '@penstock/contracts';
import { type Decimal, zero } from '@penstock/domain';
import type { Outgoing } from '@penstock/messaging';
import type { CatalogSkuRow } from '../catalog/catalog-sku.js';
import type { KitComponentRow } from '../kits/kit-component.js';
import type { Stock } from '../stock/stock.js';
import { soldBy } from './channel-sale.js';
import { unknownSku } from './exceptions.js';
import { componentIds, kitPartsOf } from './kit-lines.js';
import type { AskedLine } from './line-asked.js';
import { type Freed, releaseLine } from './line-ends.js';
import type { OrderLines } from './order-lines.js';
import type { ReservationRow } from './reservation.js';

/** What an order is read together with. */
interface Catalogue {
  readonly skus: readonly CatalogSkuRow[];
  readonly kits: readonly KitComponentRow[];
}

/** A line that asks for goods: custom items have no SKU, a gift card is no goods. */
type GoodsLine = OrderLine & { readonly sku: string };
const isGoods = (line: OrderLine): line is GoodsLine => line.sku !== null && line.sku !== '' && !line.giftCard;

export const skusOf = ({ lines }: Pick<OrderCreated, 'lines'>): string[] => [
  ...new Set(lines.filter(isGoods).map(({ sku }) => sku)),
];

/** Every product that an order asks for, is made of, or has been promised. */
export const productIdsOf = (rows: Catalogue & { readonly known: readonly ReservationRow[] }): string[] => [
  ...rows.skus.flatMap(({ productId }) => productId ?? []),
  ...componentIds(rows.kits),
  ...rows.known.flatMap(({ productId }) => productId ?? []),
];

/** A service: nothing is shipped, and nothing of it was ever in stock. */
const isService = (line: OrderLine, { levels }: Stock): boolean => !line.requiresShipping && levels.length === 0;

export interface FoundGoods {
  readonly goods: readonly AskedLine[];
  readonly unknown: readonly Outgoing<ExceptionRaised>[];
  /** What lines gave up that are other goods now, and unknown ones. */
  readonly freed: readonly Freed[];
}

/** How much the channel that took the order shows less of a line's product because of it. */
type Sold = (line: OrderLine, row: ReservationRow) => Decimal;
export const soldInFull: Sold = ({ quantity }) => quantity.amount;
/** What the line was raised by. Whether a channel takes back what it lowers, it does not say: the next comparison with it tells. */
export const soldMore: Sold = ({ quantity }, { ordered }) => quantity.amount.minus(ordered);

/**
 * The lines that ask for goods, with their products. One with an unknown SKU is held until its product comes, and named in an exception; a line that
 * asks for nothing is none, unless something was asked for it before.
 */
export function findGoods(
  event: Pick<OrderCreated, 'meta' | 'orderNumber' | 'lines'>,
  lines: OrderLines,
  { skus, kits }: Catalogue,
  sold: Sold,
): FoundGoods {
  const { meta, orderNumber } = event;
  const goods: AskedLine[] = [];
  const unknown: Outgoing<ExceptionRaised>[] = [];
  const freed: Freed[] = [];
  for (const line of event.lines.filter(isGoods)) {
    const { lineId, sku, quantity } = line;
    const row = lines.get(lineId);
    if (quantity.amount.eq(zero) && row.ordered.eq(zero)) continue;
    const found = lines.stocks.find(skus.find((one) => one.sku === sku)?.productId ?? null);
    if (found?.product.sku === sku) {
      const parts = kitPartsOf(kits, found.product.productId);
      if (parts.length === 0 && isService(line, found)) continue;
      lines.stocks.put(soldBy(found, meta.source.channel, sold(line, row)));
      goods.push({ lineId, sku, stock: found, parts, quantity });
    } else {
      freed.push(...releaseLine(lines, row, null, 'released'));
      if (row.waitingSku !== sku && quantity.amount.gt(zero))
        unknown.push(unknownSku(meta, lines.orderId, orderNumber, line));
      lines.put(held(lines.get(lineId), line));
    }
  }
  return { goods, unknown, freed };
}

function held(row: ReservationRow, { sku, quantity }: GoodsLine): ReservationRow {
  const next = { ...row, sku, productId: null, ordered: quantity.amount, unit: quantity.unit, expiresAt: null };
  return quantity.amount.gt(zero)
    ? { ...next, state: 'held', waitingSku: sku }
    : { ...next, state: 'released', waitingSku: null };
}
