import type { Resolved } from '../identifiers/resolve.js';
import type { KitComponentRow } from '../kits/kit-component.js';
import { kitPartsOf } from '../reservations/kit-lines.js';
import type { AskedLine } from '../reservations/line-asked.js';
import type { StockSet } from '../stock/stock-set.js';
import type { ClaimedLine } from './claim.js';
import type { RefusedLine } from './outcome.js';

/**
 * A line of a claim with its product, under the lock of which its name must still be true.
 * @param resolved what the name stood for before anything was locked
 */
export function findLine(
  line: ClaimedLine,
  index: number,
  resolved: Resolved | undefined,
  stocks: StockSet,
  kits: readonly KitComponentRow[],
): AskedLine | RefusedLine {
  const name = Object.values(line.product).join();
  if (resolved?.kind === 'contested') {
    const detail = `${name} stands for several products: name the SKU.`;
    return { index, trouble: 'contested-product', detail, available: null };
  }
  const stock = resolved?.kind === 'product' ? stocks.find(resolved.productId) : undefined;
  const isStillIts = stock && (!('sku' in line.product) || stock.product.sku === line.product.sku);
  if (resolved?.kind !== 'product' || !isStillIts)
    return { index, trouble: 'unknown-product', detail: `No product is known as ${name}.`, available: null };
  const unit = line.unit ?? resolved.unit ?? stock.product.unit ?? 'unit';
  const { productId, sku } = stock.product;
  const quantity = { amount: line.quantity, unit };
  return { lineId: line.lineId, sku, stock, parts: kitPartsOf(kits, productId), quantity };
}
