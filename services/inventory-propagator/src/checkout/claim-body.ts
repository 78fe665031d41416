import { canonicalId, type Decimal, decimal, instantOfMillis } from '@penstock/domain';
import { problem, type ProblemError } from '@penstock/http';
import { z } from 'zod';
import type { Claim, Named } from './claim.js';

const MOST_LINES = 200;
const LONGEST_SECONDS = 7 * 24 * 3600;
const reference = z.string().min(1).max(200);

/** A quantity as text, or as a whole number: other numbers of JSON are not exact. */
const amount = z
  .union([z.string().regex(/^\d{1,12}(\.\d{1,9})?$/, 'must be a decimal number such as "2" or "0.5"'), z.int()])
  .transform((value) => decimal(String(value)));

const quantity = amount
  .refine((value) => value.gt('0'), 'must be more than zero')
  .refine((value) => value.lte('1000000000'), 'must not be more than 1,000,000,000');

const line = z
  .strictObject({
    lineReference: reference,
    sku: z.string().min(1).max(200).optional(),
    productId: z.string().startsWith('prd_').optional(),
    barcode: z.string().min(1).max(64).optional(),
    quantity,
    unit: z.string().min(1).max(64).optional(),
  })
  .refine(({ sku, productId, barcode }) => [sku, productId, barcode].filter((one) => one !== undefined).length === 1, {
    message: 'must name the product by one of sku, productId and barcode',
  });

export const claimShape = z.strictObject({
  orderReference: reference,
  lines: z
    .array(line)
    .min(1)
    .max(MOST_LINES)
    .refine((lines) => new Set(lines.map(({ lineReference }) => lineReference)).size === lines.length, {
      message: 'must name each lineReference once',
    }),
  policy: z.enum(['EACH_LINE_IN_FULL', 'ALL_LINES_OR_NONE', 'AS_MUCH_AS_THERE_IS']).optional(),
  expiresInSeconds: z.int().min(1).max(LONGEST_SECONDS).optional(),
  priority: z.int().min(0).max(1000).default(100),
  backorder: z.boolean().default(false),
});

/** Who asks: the channel whose token was shown. */
export interface Caller {
  readonly entity: string;
  readonly channel: string;
  /** `shopify:demo-shop`: the system of record of its orders. */
  readonly destination: string;
}

export const orderIdOf = ({ entity, destination }: Caller, orderReference: string): string =>
  canonicalId('ord', entity, destination, orderReference);

/**
 * Reads the body of `POST /reservations`.
 * @throws {Problem} 400 not JSON, 422 naming every wrong member by its JSON pointer
 */
export function readClaim(body: Buffer, caller: Caller, now: number): Claim {
  const result = claimShape.safeParse(jsonOf(body));
  if (!result.success) throw invalid(result.error);
  const { orderReference, lines, policy, expiresInSeconds, priority, backorder } = result.data;
  return {
    channel: caller.channel,
    orderId: orderIdOf(caller, orderReference),
    orderReference,
    policy: policy ?? null,
    expiresAt: expiresInSeconds === undefined ? null : instantOfMillis(now + expiresInSeconds * 1000),
    priority,
    backorder,
    lines: lines.map((one) => ({
      lineId: canonicalId('orl', caller.entity, caller.destination, one.lineReference),
      lineReference: one.lineReference,
      product: namedBy(one),
      quantity: one.quantity,
      unit: one.unit ?? null,
    })),
  };
}

function namedBy(line: {
  sku?: string | undefined;
  productId?: string | undefined;
  barcode?: string | undefined;
  quantity: Decimal;
}): Named {
  if (line.sku !== undefined) return { sku: line.sku };
  if (line.productId !== undefined) return { productId: line.productId };
  return { barcode: line.barcode ?? '' };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw problem(400, { type: '/problems/not-json', title: 'The body is not JSON' }, { cause });
  }
}

function invalid(error: z.ZodError): Error {
  const errors = error.issues.map(({ path, message }): ProblemError => ({
    pointer: `/${path.map(String).join('/')}`,
    detail: message,
  }));
  return problem(422, { type: '/problems/invalid-request', title: 'The request is not understood', errors });
}
