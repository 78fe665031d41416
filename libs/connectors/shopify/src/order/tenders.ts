import type { Tender } from '@penstock/contracts';

type TenderKind = Tender['kind'];

/** Gateways by the names Shopify gives them in `payment_gateway_names`; merchants may name manual ones as they like. */
const KINDS: ReadonlyArray<readonly [pattern: RegExp, kind: TenderKind]> = [
  [/^gift_card$/i, 'GIFT_CARD'],
  [/^(shopify_)?store_credit$/i, 'STORE_CREDIT'],
  [/cash on delivery|\bcod\b/i, 'CASH_ON_DELIVERY'],
  [/^cash$/i, 'CASH'],
  [/bank (deposit|transfer)/i, 'BANK_TRANSFER'],
  [/installments|klarna|affirm|afterpay|clearpay/i, 'PAY_LATER'],
  [/paypal|amazon_payments|apple_pay|google_pay/i, 'WALLET'],
  [/^(shopify_payments|stripe|adyen|authorize_net|braintree)$/i, 'CARD'],
  [/^(manual|money order)$/i, 'MANUAL'],
];

/** How the customer means to pay. The order does not say how much by which: that comes with its transactions. */
export const readTenders = (gateways: readonly string[]): Tender[] =>
  gateways.map((gateway) => ({
    gateway,
    kind: KINDS.find(([pattern]) => pattern.test(gateway))?.[1] ?? 'UNKNOWN',
    amount: null,
  }));
