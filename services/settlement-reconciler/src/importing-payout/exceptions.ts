import type { PayoutProof, StripePayout } from '@penstock/connector-stripe';
import { ExceptionRaised } from '@penstock/contracts';
import { canonicalId, moneyText, sumMoney } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import { payoutIdOf, type StripeAccount, systemOf } from '../stripe-account.js';

/** Of a payout with thousands of wrong lines the first few tell what is wrong. */
const MOST = 10;

/** A payout whose lines do not explain its amount. */
export function notProven(account: StripeAccount, payout: StripePayout, proof: PayoutProof): Outgoing<ExceptionRaised> {
  const { differences, lines } = proof;
  const total = differences.find(({ code }) => code === 'lines_do_not_add_up');
  const { currency } = payout.amount;
  const inCurrency = lines.filter(({ net }) => net.currency === currency);
  return say(ExceptionRaised, {
    exceptionId: canonicalId('exc', account.entity, systemOf(account), `PAYOUT_TOTAL_MISMATCH ${payout.id}`),
    kind: 'PAYOUT_TOTAL_MISMATCH',
    severity: 'ERROR',
    subject: payoutIdOf(account, payout.id),
    message: `${differences.slice(0, MOST).map(({ message }) => message).join('; ')}.`, // prettier-ignore
    amount: (total ?? differences.find(({ amount }) => amount !== null))?.amount ?? payout.amount,
    facts: {
      providerPayoutId: payout.id,
      payoutAmount: moneyText(payout.amount),
      linesNet: moneyText(sumMoney(currency, inCurrency.map(({ net }) => net))), // prettier-ignore
      lineCount: String(lines.length),
      differences: String(differences.length),
      codes: [...new Set(differences.map(({ code }) => code))].join(', '),
    },
    remedy: "Compare with the provider's payout reconciliation report; nothing of this payout was matched.",
  });
}

/** A payout whose lines Stripe does not give, or gives in a form nobody understands. */
export const notReadable = (
  account: StripeAccount,
  providerPayoutId: string,
  error: Error,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', account.entity, systemOf(account), `INVALID_INPUT ${providerPayoutId}`),
    kind: 'INVALID_INPUT',
    severity: 'ERROR',
    subject: payoutIdOf(account, providerPayoutId),
    message: `The lines of payout ${providerPayoutId} cannot be read: ${error.message}.`,
    amount: null,
    facts: { providerPayoutId },
    remedy: 'Look the payout up at the provider; once it can be read, have it imported again.',
  });
