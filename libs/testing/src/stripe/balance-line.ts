import { randomBytes } from 'node:crypto';
import type { BalanceTransaction } from './objects.js';

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;
const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** What moves the balance. Amounts are whole minor units. */
export interface Movement {
  readonly type: 'charge' | 'refund' | 'payout';
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
  readonly source: string;
  readonly description: string | null;
}

/** A line on the balance, of now. */
export function newLine({ type, amount, fee, currency: code, source, description }: Movement): BalanceTransaction {
  const created = nowSeconds();
  const detail = {
    amount: fee,
    application: null,
    currency: code,
    description: 'Stripe processing fees',
    type: 'stripe_fee',
  };
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: created,
    created,
    currency: code,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [detail],
    net: amount - fee,
    reporting_category: type,
    source,
    status: 'available',
    type,
  };
}
