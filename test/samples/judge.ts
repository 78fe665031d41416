import { type Refused, checkPayout, checkRefund, parseOrder, parseTransaction } from '@penstock/connector-shopify';
import {
  type Read,
  parseBalanceReport,
  parseBalanceTransaction,
  parsePayout,
  parseRefund,
  provePayout,
  wrongLine,
} from '@penstock/connector-stripe';
import { type Money, decimalText, moneyText } from '@penstock/domain';
import type { Sample } from './read-samples.js';

export interface Verdict {
  readonly outcome: 'taken' | 'refused' | 'not one of ours';
  /** The balanced figures, or the specific reason. */
  readonly detail: string;
}

const taken = (detail: string): Verdict => ({ outcome: 'taken', detail });
const refused = (reasons: ReadonlyArray<{ readonly message: string }>): Verdict => ({
  outcome: 'refused',
  detail: reasons.map(({ message }) => message).join('; '),
});

const source = { entity: 'main', channel: 'samples' };

type Judges = Readonly<Record<string, (json: string) => Verdict>>;

const unless = <T extends { readonly ok: true }>(result: T | Refused, say: (result: T) => string): Verdict =>
  result.ok ? taken(say(result)) : refused(result.problems);

const shopify: Judges = {
  order: (json) => unless(parseOrder(json, source), ({ order }) => moneyText(order.totals.grandTotal.shop)),
  refund: (json) => unless(checkRefund(json), ({ amount }) => decimalText(amount)),
  payout: (json) =>
    unless(
      checkPayout(json),
      ({ gross, fees, amount }) => `${moneyText(gross)} - ${moneyText(fees)} = ${moneyText(amount)}`,
    ),
  transaction: (json) =>
    unless(parseTransaction(json, source), (read) =>
      read.payment ? moneyText(read.payment.amount) : `no payment: ${read.why}`,
    ),
};

const read = <T>(result: Read<T>, say: (value: T) => Verdict): Verdict =>
  result.ok ? say(result.value) : refused(result.problems);
const sums = ({ gross, fee, net }: { gross: Money; fee: Money; net: Money }): string =>
  `${moneyText(gross)} - ${moneyText(fee)} = ${moneyText(net)}`;

const stripe: Judges = {
  balance_transaction: (json) =>
    read(parseBalanceTransaction(json), (line) => {
      const differences = wrongLine(line);
      return differences.length > 0 ? refused(differences) : taken(`${line.kind}: ${sums(line)}`);
    }),
  // The samples hold no payout's lines: a payout without them is proven by nothing.
  payout: (json) => read(parsePayout(json), (payout) => refused(provePayout(payout, []).differences)),
  refund: (json) => read(parseRefund(json), ({ amount, chargeId }) => taken(`${moneyText(amount)} of ${chargeId}`)),
  'csv report': (csv) =>
    read(parseBalanceReport(csv), (lines) => {
      const differences = lines.flatMap(wrongLine);
      return differences.length > 0
        ? refused(differences)
        : taken(lines.map((line) => `${line.kind}: ${sums(line)}`).join('; '));
    }),
};

export function judge(system: string, { what, json }: Sample): Verdict {
  const judges = system === 'shopify' ? shopify : stripe;
  return (
    judges[what]?.(json) ?? { outcome: 'not one of ours', detail: 'no order, refund, payout or balance transaction' }
  );
}
