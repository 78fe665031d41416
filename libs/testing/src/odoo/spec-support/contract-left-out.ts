import { REGISTRIES } from '../models/index.js';
import type { RecordedStep, Recording } from './contract-recording.js';
import { calledBy } from './contract-recording.js';

/** Steps that cannot be compared, why, and in which recordings (all, unless named). */
const LEFT_OUT: readonly (readonly [steps: RegExp, reason: string, recordings?: RegExp])[] = [
  [
    /^(order_invoices|eur_invoice_ids|journals$|bank_journal$|refund_|return_order_lines$|lock_|cancel_invoiced_and_paid)/,
    'accounting',
  ],
  [/^error_foreign_key_unlink$/, 'a partner with invoices'],
  [/^(receipt_|again_(purchase|receipt|vendor))/, 'purchasing'],
  [/^(transfer_(validate|done|quants)|stock_levels_grouped)$/, 'stock that came by purchasing'],
  [/^poll_quant_(before|after)$/, 'a spare quant that steps at one moment left behind', /json2/],
  [/^poll_product_after_template_write_search$/, 'a change within the same second, which 19 does not tell', /19/],
  [/^poll_(\w+_(first|next)|microseconds(_after)?)$/, 'cursors made of recorded times'],
  [/^(installed_modules|search_read_order_desc)$/, 'rows of that database only'],
];

/** Why a step is not compared; undefined when it is. */
export function reasonToLeaveOut(recording: Recording, step: RecordedStep): string | undefined {
  const leftOut = LEFT_OUT.find(([steps, , where]) => steps.test(step.step) && (where?.test(recording.name) ?? true));
  if (leftOut) return leftOut[1];
  if (/^(concurrency_(error|parallel)|again_parallel|parallel_post)/.test(step.step))
    return 'several calls at one moment';
  const { model, method = '' } = calledBy(step) ?? {};
  if (model && !REGISTRIES[recording.version].has(model) && !step.step.startsWith('error_unknown'))
    return `model ${model}`;
  if (method === 'web_search_read') return `method ${method}`;
  return undefined;
}
