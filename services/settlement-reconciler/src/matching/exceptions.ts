import { type ExceptionKind, ExceptionRaised } from '@penstock/contracts';
import { canonicalId, type Money, moneyText } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { SettlementLine } from '../tables.js';
import { grossOf, paidBy, type Verdict } from './match-line.js';

type Mismatch = Extract<Verdict, { kind: 'other-amount' | 'other-currency' }>;

/** Line and payment are of one charge and not of one amount, or cannot be compared exactly because the provider converted. */
export function mismatch(entity: string, line: SettlementLine, verdict: Mismatch): Outgoing<ExceptionRaised> {
  const { payment } = verdict;
  const [settled, paid] = [grossOf(line), paidBy(payment)];
  const converted = verdict.kind === 'other-currency';
  const difference = converted ? null : verdict.difference;
  const facts = {
    reason: converted ? 'CURRENCY' : 'AMOUNT',
    paymentId: payment.paymentId,
    orderId: payment.orderId ?? '',
    settledAmount: moneyText(settled),
    paymentAmount: moneyText(paid),
    ...(difference && { difference: moneyText(difference) }),
  };
  return raise(entity, line, 'AMOUNT_MISMATCH', payment.paymentId, {
    amount: difference ?? settled,
    facts,
    message: converted
      ? `The charge ${line.chargeReference} was paid as ${moneyText(paid)} and settled as ${moneyText(settled)}: converted amounts cannot be compared exactly.`
      : `The charge ${line.chargeReference} was paid as ${moneyText(paid)}, but settled as ${moneyText(settled)}.`,
    remedy: converted
      ? "Compare with the charge at the provider, where the amount in the customer's currency and the rate are."
      : 'Compare the charge at the provider with the order; a missing or partial capture in the shop is the usual cause.',
  });
}

/** A charge for which no payment came in time. */
export const noPayment = (entity: string, line: SettlementLine): Outgoing<ExceptionRaised> =>
  raise(entity, line, 'UNMATCHED_SETTLEMENT_LINE', '', {
    amount: grossOf(line),
    facts: {},
    message: `A charge of ${moneyText(grossOf(line))} was settled, but no payment with the reference ${line.chargeReference ?? '(none)'} is known.`,
    remedy: 'Look the charge up at the provider and find its order; a payment that arrives later is matched by itself.',
  });

/** A line of a kind for which nothing on our side exists yet. */
export const noCounterpart = (entity: string, line: SettlementLine): Outgoing<ExceptionRaised> =>
  raise(entity, line, 'UNMATCHED_SETTLEMENT_LINE', '', {
    amount: grossOf(line),
    facts: {},
    message: `A line of the kind ${line.kind} over ${moneyText(grossOf(line))} was settled, which is matched by hand.`,
    remedy: 'Book it by its kind; the line names the charge it is about, where it is about one.',
  });

function raise(
  entity: string,
  line: SettlementLine,
  kind: ExceptionKind,
  detail: string,
  said: { amount: Money; facts: Record<string, string>; message: string; remedy: string },
): Outgoing<ExceptionRaised> {
  return say(ExceptionRaised, {
    exceptionId: canonicalId('exc', entity, line.provider, `${kind} ${line.lineId} ${detail}`),
    kind,
    severity: 'WARNING',
    subject: line.payoutId,
    ...said,
    facts: {
      lineId: line.lineId,
      lineKind: line.kind,
      providerType: line.providerType,
      ...(line.chargeReference !== null && { chargeReference: line.chargeReference }),
      ...said.facts,
    },
  });
}
