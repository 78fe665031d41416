import { type Decimal, type Instant, type Money, decimal, instant } from '@penstock/domain';
import { z } from 'zod';
import { type Read, problemsOf } from '../api/problem.js';
import type { StripeLine } from '../payout/balance-transaction.js';
import { lineKind } from '../payout/line-kind.js';
import { readCsv } from './csv.js';

/** Reports write major units with a point; a comma would be another number. */
const amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'is no decimal amount such as 12.50')
  .transform((text): Decimal => decimal(text));

/** `2026-02-01 09:00:00`, in UTC unless the report was asked for in another zone. */
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'is no time such as 2026-02-01 09:00:00')
  .transform((text): Instant => instant(`${text}Z`));

/** A line with the payout that paid for it. */
export interface ReportLine extends StripeLine {
  readonly payoutId: string | null;
}

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

/** Columns of the itemised payout reconciliation report: https://docs.stripe.com/reports/report-types/payout-reconciliation */
const row = z
  .object({
    balance_transaction_id: z.string().min(1, 'is empty'),
    created: time,
    available_on: time,
    currency: z.string().regex(/^[A-Za-z]{3}$/, 'is no currency'),
    gross: amount,
    fee: amount,
    net: amount,
    reporting_category: z.string(),
    description: z.string().optional(),
    source_id: z.string().optional(),
    charge_id: z.string().optional(),
    automatic_payout_id: z.string().optional(),
  })
  .transform((line): ReportLine => {
    const currency = line.currency.toUpperCase();
    const money = (value: Decimal): Money => ({ amount: value, currency });
    return {
      id: line.balance_transaction_id,
      kind: lineKind(line.reporting_category, line.reporting_category),
      type: line.reporting_category,
      gross: money(line.gross),
      fee: money(line.fee),
      net: money(line.net),
      fees: [],
      sourceId: orNull(line.source_id),
      chargeId: orNull(line.charge_id),
      description: orNull(line.description),
      createdAt: line.created,
      availableAt: line.available_on,
      payoutId: orNull(line.automatic_payout_id),
    };
  });

/** Reads an itemised balance or payout report of Stripe's reporting, which is in major units, into lines. */
export function parseBalanceReport(csv: Buffer | string): Read<ReportLine[]> {
  let rows: ReturnType<typeof readCsv>;
  try {
    rows = readCsv(csv.toString());
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      ok: false,
      problems: [{ pointer: '', code: 'wrong_value', message: `the report is not CSV: ${error.message}` }],
    };
  }
  const result = z.array(row).min(1, 'is empty: a report has at least one line').safeParse(rows, { reportInput: true });
  return result.success ? { ok: true, value: result.data } : { ok: false, problems: problemsOf(result.error) };
}
