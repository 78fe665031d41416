import { z } from 'zod';
import type { Journal } from '../stand-in/journal.js';
import { type Product, productJson, productOf, putProduct } from './products.js';

const MAX_BATCH = 100;

const change = z.object({
  id: z.int(),
  manage_stock: z.boolean().optional(),
  // WordPress takes numbers written as text.
  stock_quantity: z.union([z.int(), z.string().regex(/^-?\d+$/).transform(Number)]).optional(), // prettier-ignore
});

const batchInput = z.object({ update: z.array(z.unknown()).default([]) });

/** An error as WordPress writes it. */
export const wordPressError = (code: string, message: string, status: number) => ({ code, message, data: { status } });

interface Answer {
  readonly status: number;
  readonly body: object;
}

/**
 * Updates products, or the variations of one, each for itself: what fails is answered in its place.
 * https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products
 */
export function updateBatch(state: Journal, body: string, parentId: number | null): Answer {
  const input = batchInput.safeParse(parsed(body));
  if (!input.success) return failure('rest_invalid_json', 'Invalid JSON body passed.', 400);
  const { update } = input.data;
  if (update.length > MAX_BATCH) {
    const message = `Unable to accept more than ${MAX_BATCH} items for this request.`;
    return failure('woocommerce_rest_request_entity_too_large', message, 413);
  }
  return { status: 200, body: { update: update.map((one) => updateOne(state, one, parentId)) } };
}

const failure = (code: string, message: string, status: number): Answer => ({
  status,
  body: wordPressError(code, message, status),
});

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // answered as WordPress answers it: rest_invalid_json
  }
}

function updateOne(state: Journal, input: unknown, parentId: number | null): object {
  const read = change.safeParse(input);
  const id = (input as { id?: unknown } | null)?.id ?? 0;
  if (!read.success)
    return { id, error: wordPressError('rest_invalid_param', 'Invalid parameter(s): stock_quantity', 400) };
  const product = productOf(state, read.data.id);
  if (!product || product.parentId !== parentId) {
    const kind = parentId === null ? 'product' : 'product_variation';
    return { id, error: wordPressError(`woocommerce_rest_${kind}_invalid_id`, 'Invalid ID.', 400) };
  }
  const changed = withStock(product, read.data);
  putProduct(state, changed);
  return productJson(changed);
}

/** A quantity without stock management is taken and ignored, as the real shop does. */
function withStock(product: Product, { manage_stock, stock_quantity }: z.output<typeof change>): Product {
  const manageStock = manage_stock ?? product.manageStock;
  const stockQuantity = manageStock ? (stock_quantity ?? product.stockQuantity ?? 0) : null;
  return { ...product, manageStock, stockQuantity };
}
