import { moneyText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { parseBalanceReport } from './balance-report.js';

const HEADER =
  'balance_transaction_id,created,available_on,currency,gross,fee,net,reporting_category,description,charge_id,automatic_payout_id';
const report = (...rows: string[]) => parseBalanceReport(`${[HEADER, ...rows].join('\r\n')}\r\n`);

describe('an itemised report from Stripe', () => {
  it('gives lines in major units, with quoted text and the payout that paid', () => {
    const read = report(
      'txn_1,2026-02-01 09:00:00,2026-02-02 00:00:00,USD,30.00,1.20,28.80,charge,"Mug, ""blue""",ch_1,po_1',
    );
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const [line] = read.value;
    expect(line).toMatchObject({ kind: 'charge', chargeId: 'ch_1', payoutId: 'po_1', description: 'Mug, "blue"' });
    expect(moneyText(line!.net)).toBe('28.8 USD');
  });

  it('is refused with row and column when a number has a decimal comma, and when a quote is out of place', () => {
    const read = report('txn_1,2026-02-01 09:00:00,2026-02-02 00:00:00,USD,"30,00",1.20,28.80,charge,,,');
    expect(read).toMatchObject({
      problems: [{ pointer: '/0/gross', message: '/0/gross is no decimal amount such as 12.50' }],
    });
    expect(parseBalanceReport('a,b\n1,x"y\n')).toMatchObject({
      problems: [{ message: expect.stringContaining('quote is out of place') }],
    });
  });
});
