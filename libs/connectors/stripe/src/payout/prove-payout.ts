import { type Money, minus, moneyText, sameMoney, sumMoney } from '@penstock/domain';
import type { StripeLine } from './balance-transaction.js';
import type { StripePayout } from './payout.js';

export interface Difference {
  readonly code:
    | 'not_automatic'
    | 'no_lines'
    | 'other_currency'
    | 'line_does_not_add_up'
    | 'fees_do_not_add_up'
    | 'lines_do_not_add_up'
    | 'payout_line_differs'
    | 'line_twice';
  /** A sentence with the figures. */
  readonly message: string;
  /** How much is unexplained; null where no amount is at fault. */
  readonly amount: Money | null;
  readonly balanceTransactionId: string | null;
}

export interface PayoutProof {
  readonly proven: boolean;
  /** Empty exactly when proven. */
  readonly differences: readonly Difference[];
  /** The lines the payout pays for: all but its own. */
  readonly lines: readonly StripeLine[];
  /** The payout's own line, which takes its amount off the balance; null when the list does not have it. */
  readonly payoutLine: StripeLine | null;
}

/**
 * Proves a payout from its balance transactions: each line's gross − fee is its net, the fees are the sum of their details, and the
 * nets add up to what was paid out. Exact: a cent is a difference.
 * Source: https://docs.stripe.com/payouts/reconciliation
 */
export function provePayout(payout: StripePayout, transactions: readonly StripeLine[]): PayoutProof {
  const payoutLine = transactions.find((line) => line.kind === 'payout' && line.sourceId === payout.id) ?? null;
  const lines = transactions.filter((line) => line !== payoutLine);
  const differences = [
    ...manual(payout),
    ...repeated(lines),
    ...lines.flatMap((line) => [...wrongCurrency(line, payout), ...wrongLine(line)]),
  ];
  // Sums over several currencies mean nothing: they are left out once a line is in another.
  const comparable = !differences.some(({ code }) => code === 'other_currency');
  if (comparable) differences.push(...wrongTotal(payout, lines), ...wrongPayoutLine(payout, payoutLine));
  return { proven: differences.length === 0, differences, lines, payoutLine };
}

const manual = (payout: StripePayout): Difference[] =>
  payout.automatic
    ? []
    : [
        difference(
          'not_automatic',
          null,
          null,
          `payout ${payout.id} is manual: Stripe does not say which lines it pays for`,
        ),
      ];

function repeated(lines: readonly StripeLine[]): Difference[] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    if (!seen.has(line.id)) return (seen.add(line.id), []);
    return [difference('line_twice', line.id, line.net, `${line.id} is listed twice`)];
  });
}

const wrongCurrency = (line: StripeLine, payout: StripePayout): Difference[] =>
  line.net.currency === payout.amount.currency
    ? []
    : [
        difference(
          'other_currency',
          line.id,
          line.net,
          `${line.id} is in ${line.net.currency}, the payout in ${payout.amount.currency}`,
        ),
      ];

/** What is wrong with a line by itself. */
export function wrongLine(line: StripeLine): Difference[] {
  const found: Difference[] = [];
  const net = minus(line.gross, line.fee);
  if (!sameMoney(net, line.net)) {
    const message = `${line.id}: ${moneyText(line.gross)} less a fee of ${moneyText(line.fee)} is ${moneyText(net)}, but its net says ${moneyText(line.net)}`;
    found.push(difference('line_does_not_add_up', line.id, minus(net, line.net), message));
  }
  const inCurrency = line.fees
    .filter(({ amount }) => amount.currency === line.fee.currency)
    .map(({ amount }) => amount);
  const fees = sumMoney(line.fee.currency, inCurrency);
  if (inCurrency.length === line.fees.length && line.fees.length > 0 && !sameMoney(fees, line.fee)) {
    const message = `${line.id}: its fee is ${moneyText(line.fee)}, but the fee's parts add up to ${moneyText(fees)}`;
    found.push(difference('fees_do_not_add_up', line.id, minus(line.fee, fees), message));
  }
  return found;
}

function wrongTotal(payout: StripePayout, lines: readonly StripeLine[]): Difference[] {
  const { amount } = payout;
  if (lines.length === 0) {
    return [
      difference(
        'no_lines',
        null,
        amount,
        `payout ${payout.id} is ${moneyText(amount)}, but no line that it pays for is given`,
      ),
    ];
  }
  const total = sumMoney(amount.currency, lines.map(({ net }) => net)); // prettier-ignore
  if (sameMoney(total, amount)) return [];
  const rest = minus(amount, total);
  const message = `payout ${payout.id} is ${moneyText(amount)}, but its ${lines.length} lines add up to ${moneyText(total)}: ${moneyText(rest)} is unexplained`;
  return [difference('lines_do_not_add_up', null, rest, message)];
}

function wrongPayoutLine(payout: StripePayout, line: StripeLine | null): Difference[] {
  if (!line || line.net.amount.plus(payout.amount.amount).eq('0')) return [];
  const message = `payout ${payout.id} is ${moneyText(payout.amount)}, but its own line ${line.id} takes ${moneyText(line.net)} off the balance`;
  return [difference('payout_line_differs', line.id, line.net, message)];
}

const difference = (
  code: Difference['code'],
  balanceTransactionId: string | null,
  amount: Money | null,
  message: string,
): Difference => ({ code, message, amount, balanceTransactionId });
