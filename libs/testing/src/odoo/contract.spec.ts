import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedStep } from './contract-recording.js';
import { calledBy, hasRecording, isObject, learn, RecordedIds, recordedSteps, translated, UnknownRecord } from './contract-recording.js'; // prettier-ignore
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

interface Body {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly data: { readonly name: string; readonly message: string } };
}

function compareBodies(step: RecordedStep, ids: RecordedIds, own: Body): string[] {
  const recorded = step.response.body as Body;
  if (recorded.error || own.error) {
    const [theirs, ours] = [recorded.error, own.error];
    if (theirs?.data.name === ours?.data.name && theirs?.code === ours?.code) return [];
    return [
      `${ours?.data.name ?? 'no error'} (${ours?.data.message ?? JSON.stringify(own.result)}) for ${theirs?.data.name ?? 'no error'}`,
    ];
  }
  if ('result' in recorded !== 'result' in own) return [`result key: ${'result' in own} for ${'result' in recorded}`];
  learn(step, ids, recorded.result, own.result);
  const [model, method] = calledBy(step);
  if (method === 'create') return sameIds(recorded.result, own.result, model, ids, '');
  if (method === 'fields_get') return compareFieldTypes(recorded.result, own.result);
  return difference(recorded.result, own.result, model, ids);
}

/** Fields the stand-in has must have the type they really have; it does not have them all. */
function compareFieldTypes(recorded: unknown, own: unknown): string[] {
  return Object.entries(own as Record<string, { type: string }>).flatMap(([name, { type }]) => {
    const real = (recorded as Record<string, { type: string }>)[name]?.type;
    return real === type ? [] : [`${name} is ${type}, really ${String(real)}`];
  });
}

/** What differs, past times, numbers of documents and ids. */
function difference(recorded: unknown, own: unknown, model: string, ids: RecordedIds, at = ''): string[] {
  if (Array.isArray(recorded) && Array.isArray(own)) {
    if (recorded.length !== own.length) return [`${at} ${own.length} entries for ${recorded.length}: ${JSON.stringify(own).slice(0, 300)}`]; // prettier-ignore
    return recorded.flatMap((each, index) => difference(each, own[index], model, ids, `${at}[${index}]`));
  }
  if (isObject(recorded) && isObject(own)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(own)]);
    return [...names].flatMap((name) => {
      const relation = name === 'id' ? model : MODELS.get(model)?.fields[name]?.relation;
      if (relation || name === 'res_id')
        return sameIds(recorded[name], own[name], relation ?? '', ids, `${at}.${name}`);
      return difference(recorded[name], own[name], model, ids, `${at}.${name}`);
    });
  }
  if (typeof recorded === 'number' && typeof own === 'number' && isId(at)) return [];
  return normal(recorded) === normal(own) ? [] : [`${at} ${JSON.stringify(own)} for ${JSON.stringify(recorded)}`];
}

function sameIds(recorded: unknown, own: unknown, model: string, ids: RecordedIds, at: string): string[] {
  const shapeOf = (value: unknown): string =>
    Array.isArray(value) ? value.map((each) => typeof each).join() : value === false ? 'false' : typeof value;
  if (shapeOf(recorded) !== shapeOf(own)) return [`${at} ${JSON.stringify(own)} for ${JSON.stringify(recorded)}`];
  const [theirs, ours] = [[recorded].flat(), [own].flat()];
  if (typeof theirs[1] === 'string') return difference(theirs[1], ours[1], model, ids, `${at}[1]`);
  return [];
}

/** A bare number of a list, the ids of `load`, and what a wizard's context points to. */
const isId = (at: string): boolean => at.startsWith('[') || at.startsWith('.ids[') || at.startsWith('.context.');

/** Times, and the numbers of documents, differ from run to run. */
function normal(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g, 'TIME').replace(/\b(S|WH\/\w+\/)\d{5}\b/g, '$1NUMBER');
}
