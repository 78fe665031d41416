import type { OrderAmounts } from './amounts.js';
import { type TwoSides, moneyText } from './money-fields.js';
import { shopTime } from './order-payload.js';

export interface TransactionFacts {
  readonly id: string;
  readonly orderId: string;
  readonly orderName: string;
  readonly chargeId: string;
  readonly amounts: TwoSides<OrderAmounts>;
  readonly currencies: TwoSides<string>;
  readonly now: Date;
}

/**
 * The body of `order_transactions/create` for money taken at once through Stripe: amounts in the customer's currency, the charge in
 * `authorization`. Source: https://shopify.dev/docs/api/webhooks/2026-04
 */
export function transactionPayload({ id, orderId, orderName, chargeId, amounts, currencies, now }: TransactionFacts) {
  const amount = moneyText(amounts.presentment.total, currencies.presentment);
  const time = shopTime(now);
  return {
    id,
    admin_graphql_api_id: `gid://shopify/OrderTransaction/${id}`,
    order_id: orderId,
    kind: 'sale',
    gateway: 'stripe',
    status: 'success',
    message: 'Transaction approved',
    created_at: time,
    processed_at: time,
    test: false,
    authorization: chargeId,
    location_id: null,
    user_id: null,
    parent_id: null,
    device_id: null,
    error_code: null,
    source_name: 'web',
    payment_details: { credit_card_company: 'Visa', credit_card_number: '•••• •••• •••• 4242' },
    receipt: { id: chargeId, object: 'charge', amount_captured: amount },
    amount,
    currency: currencies.presentment,
    payment_id: `${orderName}.1`,
    total_unsettled_set: {
      presentment_money: { amount: '0.0', currency: currencies.presentment },
      shop_money: { amount: '0.0', currency: currencies.shop },
    },
    manual_payment_gateway: false,
    amount_rounding: null,
  };
}
