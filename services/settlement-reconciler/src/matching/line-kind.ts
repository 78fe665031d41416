import type { LineKind } from '@penstock/connector-stripe';
import type { SettlementLineKind } from '@penstock/contracts';

const KINDS: Readonly<Record<LineKind, SettlementLineKind>> = {
  charge: 'CHARGE',
  payment: 'CHARGE',
  refund: 'REFUND',
  refund_failure: 'REFUND',
  dispute: 'DISPUTE',
  dispute_reversal: 'DISPUTE_REVERSAL',
  adjustment: 'ADJUSTMENT',
  stripe_fee: 'FEE',
  reserve: 'RESERVE',
  transfer: 'TRANSFER',
  topup: 'TRANSFER',
  payout: 'TRANSFER',
  payout_returned: 'TRANSFER',
  other: 'UNKNOWN',
};

/** Stripe's kind of line in the words of SettlementMatched. */
export const settlementKind = (kind: LineKind): SettlementLineKind => KINDS[kind];
