import { isLosslessNumber, parse } from 'lossless-json';
import { z } from 'zod';
import { type StockOutcome, WooCommerceAnswerNotUnderstood } from './outcome.js';

/** An id or a quantity, as text. */
export const digits = z.unknown().transform((value, context) => {
  // Stock plugins make numbers strings and write "7.0000".
  const text = typeof value === 'string' || isLosslessNumber(value) ? value.toString() : '';
  if (/^-?\d+(\.\d+)?$/.test(text)) return text.replace(/\.0+$/, '');
  context.addIssue({ code: 'custom', message: 'is no number' });
  return z.NEVER;
});

/** An updated product or, in its place, `{id, error}`. https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products */
const item = z.object({
  id: digits,
  stock_quantity: digits.nullish().catch(null),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});

const answer = z.object({ update: z.array(item) });

/** What a batch answer says of each id. @throws {WooCommerceAnswerNotUnderstood} */
export function readBatchAnswer(body: string, wanted: ReadonlyMap<string, number>): Map<string, StockOutcome> {
  const result = answer.safeParse(readJson(body));
  if (!result.success) throw new WooCommerceAnswerNotUnderstood(200, body);
  const items = new Map(result.data.update.map((one) => [one.id, one]));
  return new Map(Array.from(wanted, ([id, quantity]) => [id, outcomeOf(items.get(id), quantity)]));
}

function outcomeOf(one: z.output<typeof item> | undefined, quantity: number): StockOutcome {
  if (!one) return { kind: 'refused', code: 'not_answered', message: 'the batch answer does not mention the product' };
  if (one.error) return { kind: 'refused', ...one.error };
  if (one.stock_quantity === String(quantity)) return { kind: 'accepted' };
  const kept = one.stock_quantity ?? 'no stock level';
  return { kind: 'refused', code: 'stock_not_set', message: `the shop answered with ${kept} instead of ${quantity}` };
}

/** @throws {WooCommerceAnswerNotUnderstood} */
export function readJson(body: string): unknown {
  try {
    return parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw new WooCommerceAnswerNotUnderstood(200, body);
    throw error;
  }
}

const problem = z.object({ code: z.string(), message: z.string() });

/** Wrong credentials or rights; no WooCommerce, or none at this address. */
const DENIED = new Set([401, 403, 404]);

/** The reason inside an error answer, `{code, message, data: {status}}`; the status alone where a proxy answered instead. */
export function readRefusal(status: number, body: string): Extract<StockOutcome, { code: string }> {
  const kind = DENIED.has(status) ? 'denied' : 'refused';
  try {
    const { data } = problem.safeParse(parse(body));
    if (data) return { kind, ...data };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { kind, code: `http_${status}`, message: body.slice(0, 200) };
}
