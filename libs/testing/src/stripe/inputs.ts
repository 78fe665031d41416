import { z } from 'zod';

const currency = z.string().regex(/^[a-z]{3}$/);

export const chargeInput = z.strictObject({
  /** `ch_…`; made up when not given. The same id twice is the same charge. */
  id: z.string().regex(/^ch_\w+$/).optional(), // prettier-ignore
  /** Whole minor units. */
  amount: z.int().positive(),
  currency: currency.default('usd'),
  /** What Stripe keeps; 2.9% + 30 when not given. */
  fee: z.int().nonnegative().optional(),
  description: z.string().optional(),
  metadata: z.record(z.string(), z.string()).default({}),
});

export const refundInput = z.strictObject({ charge: z.string(), amount: z.int().positive().optional() });

export const payoutInput = z.strictObject({
  currency: currency.default('usd'),
  /** Pays out so many minor units more than the lines add up to: a payout with an unexplained rest. */
  offBy: z.int().default(0),
  automatic: z.boolean().default(true),
});
