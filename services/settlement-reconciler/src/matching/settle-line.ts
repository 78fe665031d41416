import { SettlementMatched } from '@penstock/contracts';
import { type Outgoing, say } from '@penstock/messaging';
import type { ExceptionRaised } from '@penstock/contracts';
import type { Payment, SettlementLine } from '../tables.js';
import { mismatch, noCounterpart } from './exceptions.js';
import type { Verdict } from './match-line.js';

/** A line as it is to be saved, and what is said about it. */
export interface Settled {
  readonly line: SettlementLine;
  readonly events: readonly (Outgoing<SettlementMatched> | Outgoing<ExceptionRaised>)[];
}

/** What a verdict makes of a charge line. */
export function settleCharge(entity: string, line: SettlementLine, verdict: Verdict): Settled {
  switch (verdict.kind) {
    case 'matched':
      return matched(line, verdict.payment);
    case 'no-payment':
      return { line, events: [] };
    default:
      return {
        line: { ...line, state: 'exception', exceptionKind: 'AMOUNT_MISMATCH' },
        events: [mismatch(entity, line, verdict)],
      };
  }
}

/**
 * What becomes of a line that is no charge. The provider's own fee settles no payment of ours: the proof of the payout, that all its lines
 * add up, is its match. Refunds, disputes and the rest have a counterpart that no event tells of yet, so that a person is told.
 */
export const settleOther = (entity: string, line: SettlementLine): Settled =>
  line.kind === 'FEE'
    ? matched(line, null)
    : {
        line: { ...line, state: 'exception', exceptionKind: 'UNMATCHED_SETTLEMENT_LINE' },
        events: [noCounterpart(entity, line)],
      };

function matched(line: SettlementLine, payment: Payment | null): Settled {
  const { payoutId, lineId, providerLineId, kind, gross, fee, net, currency } = line;
  const event = say(SettlementMatched, {
    payoutId,
    lineId,
    providerLineId,
    kind,
    paymentId: payment?.paymentId ?? null,
    orderId: payment?.orderId ?? null,
    gross: { amount: gross, currency },
    fee: { amount: fee, currency },
    net: { amount: net, currency },
    rule: 'PROVIDER_REFERENCE',
    exchangeRate: null, // only amounts of one currency are matched
  });
  return {
    line: { ...line, state: 'matched', exceptionKind: null, paymentId: payment?.paymentId ?? null },
    events: [event],
  };
}
