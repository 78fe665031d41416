import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedStep } from './spec-support/contract-recording.js';
import { calledBy, hasRecording, RecordedIds, recordedSteps, translated, UnknownRecord } from './spec-support/contract-recording.js'; // prettier-ignore
import type { Body } from './spec-support/contract-compare.js';
import { compareBodies } from './spec-support/contract-compare.js';
import { MODELS } from './models/index.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

/** Steps that rest on what this stand-in leaves out, and why. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/^(order_invoices|eur_invoice_ids|refund_|return_|lock_|cancel_invoiced_and_paid)/, 'accounting and returns'],
  [/^(receipt_|again_purchase)/, 'purchasing'],
  [/^(transfer_(validate|done|quants)|mc_availability)/, 'stock that came by purchasing'],
  [
    /^(quants_reserved|ship_nobackorder_moves$|poll_quant_before|poll_product_before_stock)/,
    'stock that parallel steps took',
  ],
  [/^poll_(\w+_(first|next)|microseconds_after)$/, 'cursors made of recorded times'],
  [/^(installed_modules|search_read_order_desc)$/, 'rows of that database only'],
];

const reasonToSkip = (step: RecordedStep): string | undefined => {
  const [model, method] = calledBy(step);
  const leftOut = LEFT_OUT.find(([steps]) => steps.test(step.step));
  if (leftOut) return leftOut[1];
  if (/parallel|^concurrency_error/.test(step.step)) return 'several calls at one moment';
  if (model && !MODELS.has(model) && !step.step.startsWith('error_unknown')) return `model ${model}`;
  if (method === 'read_group' || method === 'web_search_read') return `method ${method}`;
  return undefined;
};

interface Outcome {
  readonly step: string;
  readonly skipped?: string;
  readonly differences: readonly string[];
}

describe.skipIf(!hasRecording)('the stand-in answers as a real Odoo 18 was recorded to answer', () => {
  let standIn: OdooStandIn;
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    standIn = await startOdooStandIn({ database: 'odoo18', password: '<password>', apiKey: '<api-key>' });
    const ids = new RecordedIds();
    for (const model of MODELS.keys()) {
      const rows = standIn.perform({
        model,
        method: 'search',
        args: [[]],
        kwargs: { context: { active_test: false } },
      });
      for (const id of rows as number[]) ids.learn(model, id, id);
    }
    for (const step of recordedSteps()) outcomes.push(await replay(standIn, step, ids));
  }, 120_000);

  afterAll(async () => {
    await standIn.stop();
  });

  it('in status, error name, shape and value, step by step', () => {
    const compared = outcomes.filter(({ skipped }) => skipped === undefined);
    const reasons = Map.groupBy(outcomes.filter(({ skipped }) => skipped), ({ skipped }) => skipped); // prettier-ignore
    process.stdout.write(`${compared.length} of ${outcomes.length} recorded steps compared; left out:\n`);
    for (const [reason, steps] of reasons) process.stdout.write(`  ${steps.length} ${reason}\n`);
    const different = compared.filter(({ differences }) => differences.length > 0);
    expect(different.map(({ step, differences }) => `${step}: ${differences.join('; ')}`)).toEqual([]);
    expect(compared.length).toBeGreaterThan(250);
  });
});

async function replay(standIn: OdooStandIn, step: RecordedStep, ids: RecordedIds): Promise<Outcome> {
  const skipped = reasonToSkip(step);
  if (skipped) return { step: step.step, skipped, differences: [] };
  try {
    const { method, path, headers, body } = step.request;
    const sent =
      typeof body === 'string' || body === null ? body : JSON.stringify(withPassword(step, translated(step, ids)));
    const response = await fetch(standIn.url + path, { method, headers, redirect: 'manual', ...(sent === null ? {} : { body: sent }) }); // prettier-ignore
    const text = await response.text();
    if (response.status !== step.response.status) {
      return { step: step.step, differences: [`status ${response.status} for ${step.response.status}`] };
    }
    if (response.status !== 200) return { step: step.step, differences: [] };
    return { step: step.step, differences: compareBodies(step, ids, JSON.parse(text) as Body) };
  } catch (error) {
    if (error instanceof UnknownRecord) {
      return { step: step.step, skipped: 'a record made by a step left out', differences: [] };
    }
    throw error;
  }
}

function withPassword(step: RecordedStep, body: Record<string, unknown>): unknown {
  if (!step.step.endsWith('bad_password')) return body;
  return JSON.parse(JSON.stringify(body).replace('<password>', 'wrong'));
}
