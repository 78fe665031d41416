import { moneyText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { type StripeLine, parseBalanceTransaction } from './balance-transaction.js';
import { type StripePayout, parsePayout } from './payout.js';
import { provePayout } from './prove-payout.js';
import { checkRefund, parseRefund } from './refund.js';

type Json = Record<string, unknown>;

function aPayout(change: Json = {}): StripePayout {
  const payout = { object: 'payout', id: 'po_1', amount: 3276, currency: 'usd', status: 'paid', automatic: true, created: 1763700000, arrival_date: 1763769600, ...change }; // prettier-ignore
  const read = parsePayout(JSON.stringify(payout));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const lineJson = (change: Json): string =>
  JSON.stringify({
    object: 'balance_transaction',
    id: 'txn_1',
    amount: 2490,
    fee: 102,
    net: 2388,
    currency: 'usd',
    type: 'charge',
    reporting_category: 'charge',
    created: 1763690000,
    available_on: 1763700000,
    fee_details: [{ amount: 102, currency: 'usd', type: 'stripe_fee', description: null }],
    source: 'ch_a',
    ...change,
  });

function aLine(change: Json = {}): StripeLine {
  const read = parseBalanceTransaction(lineJson(change));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const refund = aLine({ id: 'txn_2', amount: -490, fee: 0, net: -490, type: 'refund', reporting_category: 'refund', fee_details: [], source: { object: 'refund', id: 're_1', charge: 'ch_a' } }); // prettier-ignore
const second = aLine({
  id: 'txn_3',
  amount: 1450,
  fee: 72,
  net: 1378,
  fee_details: [],
  source: 'py_b',
  type: 'payment',
});
const own = aLine({ id: 'txn_4', amount: -3276, fee: 0, net: -3276, fee_details: [], type: 'payout', reporting_category: 'payout', source: 'po_1' }); // prettier-ignore

describe('a payout from Stripe', () => {
  it('is proven when its lines, its own left out, add up to it', () => {
    const proof = provePayout(aPayout(), [own, aLine(), refund, second]);
    expect(proof).toMatchObject({ proven: true, differences: [], payoutLine: { id: 'txn_4' } });
    expect(proof.lines.map(({ chargeId }) => chargeId)).toEqual(['ch_a', 'ch_a', 'py_b']);
  });

  it('is proven without its own line too', () => {
    expect(provePayout(aPayout(), [aLine(), refund, second]).proven).toBe(true);
  });

  it('is not proven by a cent, and says how much is unexplained', () => {
    const { differences } = provePayout(aPayout({ amount: 3277 }), [aLine(), refund, second]);
    expect(differences).toHaveLength(1);
    expect(differences[0]!.message).toBe(
      'payout po_1 is 32.77 USD, but its 3 lines add up to 32.76 USD: 0.01 USD is unexplained',
    );
    expect(moneyText(differences[0]!.amount!)).toBe('0.01 USD');
  });

  it('names a line whose net is not gross less fee, and one whose fees are not its fee', () => {
    const wrong = aLine({ net: 2389 });
    const parts = aLine({ id: 'txn_9', fee_details: [{ amount: 100, currency: 'usd', type: 'stripe_fee' }] });
    const codes = provePayout(aPayout(), [wrong, parts]).differences.map(({ code, balanceTransactionId }) => [
      code,
      balanceTransactionId,
    ]);
    expect(codes.slice(0, 2)).toEqual([
      ['line_does_not_add_up', 'txn_1'],
      ['fees_do_not_add_up', 'txn_9'],
    ]);
  });

  it('is not proven by lines in another currency, listed twice, or of a manual payout', () => {
    const codes = (payout: StripePayout, lines: StripeLine[]) =>
      provePayout(payout, lines).differences.map(({ code }) => code);
    expect(codes(aPayout(), [aLine({ currency: 'eur' })])).toEqual(['other_currency']);
    expect(codes(aPayout({ amount: 4776 }), [aLine(), aLine()])).toEqual(['line_twice']);
    expect(codes(aPayout({ automatic: false }), [])).toEqual(['not_automatic', 'no_lines']);
    expect(codes(aPayout({ amount: 2388 }), [aLine(), own])).toEqual(['payout_line_differs']);
  });

  it.each([
    ['charge', 'charge', 'charge'],
    ['payment', 'charge', 'payment'],
    ['payment_refund', 'refund', 'refund'],
    ['adjustment', 'dispute', 'dispute'],
    ['adjustment', 'other_adjustment', 'adjustment'],
    ['stripe_fee', 'fee', 'stripe_fee'],
    ['reserve_hold', 'risk_reserved_funds', 'reserve'],
    ['payout_failure', 'payout_reversal', 'payout_returned'],
    ['climate_order_purchase', 'climate_order_purchase', 'other'],
  ])('calls a line of the type %s and the category %s a %s', (type, category, kind) => {
    expect(aLine({ type, reporting_category: category }).kind).toBe(kind);
  });

  it('is refused when an amount is in major units, with the field named', () => {
    const read = parsePayout(JSON.stringify({ object: 'payout', id: 'po_1', amount: '10.00', currency: 'usd', status: 'paid', automatic: true, created: 1, arrival_date: 1 })); // prettier-ignore
    expect(read).toMatchObject({
      problems: [{ message: '/amount is "10.00": a whole number of minor units is wanted' }],
    });
    expect(parseBalanceTransaction(lineJson({ net: undefined }))).toMatchObject({
      problems: [{ message: '/net is missing' }],
    });
  });
});

describe('a refund at Stripe', () => {
  const read = parseRefund(JSON.stringify({ object: 'refund', id: 're_1', amount: 490, currency: 'usd', status: 'succeeded', charge: 'ch_a', created: 1 })); // prettier-ignore

  it('agrees with its line on the balance, or says by how much not', () => {
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(checkRefund(read.value, refund)).toBeNull();
    expect(checkRefund(read.value, aLine({ amount: -500 }))).toBe(
      'refund re_1 gives back 4.9 USD, but its line txn_1 is -5 USD',
    );
  });
});
