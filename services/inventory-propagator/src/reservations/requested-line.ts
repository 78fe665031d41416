import type { ExceptionRaised, ReservationRejected, ReservationRequested } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import type { Outgoing } from '@penstock/messaging';
import type { CatalogSkuRow } from '../catalog/catalog-sku.js';
import type { KitComponentRow } from '../kits/kit-component.js';
import { quantityRefused } from './exceptions.js';
import { kitPartsOf } from './kit-lines.js';
import { type AskedLine, inProductUnit } from './line-asked.js';
import type { OrderLines } from './order-lines.js';
import { askedOtherwise, unknownGoods } from './request-conflicts.js';
import { promisedTo, type ReservationRow } from './reservation.js';
import { sayRefused } from './say-reservation.js';

type RequestedLine = ReservationRequested['lines'][number];

export interface Goods {
  readonly skus: readonly CatalogSkuRow[];
  readonly kits: readonly KitComponentRow[];
}

/** What a requested line comes to before any stock is looked at. */
export interface Judged {
  /** What is to be reserved; nothing where it was asked for before, or cannot be. */
  readonly asked?: AskedLine;
  readonly exception?: Outgoing<ExceptionRaised>;
  readonly refusal?: Outgoing<ReservationRejected>;
  /** True where it can never be reserved as it is: none of the others may be where all of them must. */
  readonly isImpossible?: true;
}

export function judgeLine(event: ReservationRequested, line: RequestedLine, lines: OrderLines, goods: Goods): Judged {
  const { meta, orderId } = event;
  const { lineId, quantity } = line;
  const asked = findGoods(line, lines, goods);
  if (!quantity.amount.gt(zero) || quantity.unit === '') {
    const why = quantity.unit === '' ? 'it has no unit' : 'nothing can be set aside of that';
    const productId = asked?.stock.product.productId ?? line.productId;
    const exception = quantityRefused(meta, orderId, { lineId, quantity, productId }, why);
    if (!asked) return { exception, isImpossible: true };
    return { exception, refusal: sayRefused(meta, lines, asked, 'QUANTITY_NOT_ALLOWED'), isImpossible: true };
  }
  const row = lines.get(lineId);
  if (isPromised(row, lines)) {
    if (isTheSame(row, line, asked)) return {};
    return { exception: askedOtherwise(meta, orderId, row, quantity) };
  }
  return asked ? { asked } : { exception: unknownGoods(meta, orderId, line), isImpossible: true };
}

function findGoods(line: RequestedLine, lines: OrderLines, { skus, kits }: Goods): AskedLine | null {
  const { lineId, sku, productId, quantity } = line;
  const stock = lines.stocks.find(productId ?? skus.find((one) => one.sku === sku)?.productId ?? null);
  if (!stock) return null;
  const { product } = stock;
  // A product that only a movement has told of has no name yet; one that lost its SKU to another is not meant by it.
  const isMeant = productId === null ? product.sku === sku : product.name !== null;
  if (!isMeant) return null;
  return { lineId, sku: product.sku, stock, parts: kitPartsOf(kits, product.productId), quantity };
}

/** It was asked for before, and what came of that still holds. */
const isPromised = (row: ReservationRow, lines: OrderLines): boolean =>
  row.state === 'held' ||
  row.state === 'consumed' ||
  promisedTo(row).gt(zero) ||
  (row.state === 'kit' && lines.partsOf(row.lineId).some((part) => promisedTo(part).gt(zero)));

function isTheSame(row: ReservationRow, { sku, quantity }: RequestedLine, asked: AskedLine | null): boolean {
  if (!asked) return row.sku === sku && row.ordered.eq(quantity.amount);
  const { amount } = inProductUnit(asked.stock, quantity);
  return row.ordered.eq(amount) && row.productId === asked.stock.product.productId;
}
