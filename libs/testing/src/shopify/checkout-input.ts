import { z } from 'zod';

/** What a customer does in the shop: the body of `POST /_standin/orders`. */
export const checkoutInput = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        /** One of the catalogue, or one that the shop alone knows: then with a price. */
        sku: z.string(),
        quantity: z.int().positive(),
        price: z.string().optional(),
      }),
    )
    .min(1),
  customer: z
    .strictObject({ email: z.email(), firstName: z.string(), lastName: z.string() })
    .default({ email: 'ada.park@example.com', firstName: 'Ada', lastName: 'Park' }),
  /** The currency the customer pays in, and how much of it one unit of the shop's currency is. */
  presentmentCurrency: z.string().length(3).optional(),
  exchangeRate: z.string().default('1'),
  taxesIncluded: z.boolean().default(false),
  shipping: z.string().default('4.90'),
  /** A code that takes so many percent off every line. */
  discount: z.strictObject({ code: z.string(), percent: z.string() }).optional(),
  /** The charge at Stripe; made up when not given. False: not paid yet. */
  payment: z.union([z.literal(false), z.strictObject({ chargeId: z.string() })]).optional(),
  /** How many times more each webhook is sent, at the same moment. */
  duplicates: z.int().nonnegative().default(0),
  /** The transaction's webhook before the order's. */
  outOfOrder: z.boolean().default(false),
  wrongSignature: z.boolean().default(false),
});

/** As a caller writes it: everything but the lines may be left out. */
export type Checkout = z.input<typeof checkoutInput>;
export type CheckoutRead = z.output<typeof checkoutInput>;
