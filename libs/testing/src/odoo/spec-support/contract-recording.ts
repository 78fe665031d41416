import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RecordedIds, UnknownRecord } from './contract-ids.js';
import { MODELS } from '../models/index.js';

/** Recordings of a real Odoo 18, found beside the project; the tests that need them are skipped without. */
const FILE = resolve(import.meta.dirname, '../../../../../../shared/odoo-contract/odoo18-jsonrpc.jsonl');

export const hasRecording = existsSync(FILE);

type Json = Record<string, unknown>;

export interface RecordedStep {
  readonly step: string;
  readonly request: { method: string; path: string; headers: Record<string, string>; body: unknown };
  readonly response: { status: number; body: unknown };
}

export const recordedSteps = (): RecordedStep[] =>
  hasRecording
    ? readFileSync(FILE, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as RecordedStep) // prettier-ignore
    : [];

const rpcArguments = ({ request }: RecordedStep): unknown[] =>
  (request.body as { params?: { args?: unknown[] } } | null)?.params?.args ?? [];

/** `[model, method]` of a call of a model. */
export const calledBy = (step: RecordedStep): [model: string, method: string] => {
  const { service } = (step.request.body as { params?: { service?: string } } | null)?.params ?? {};
  const [, , , model, method] = service === 'object' ? rpcArguments(step) : [];
  return [String(model ?? ''), String(method ?? '')];
};

/** The recorded request with the stand-in's ids. @throws UnknownRecord */
export function translated(step: RecordedStep, ids: RecordedIds): Json {
  const body = structuredClone(step.request.body) as { params: { service: string; args: unknown[] } };
  if (body.params?.service !== 'object' || body.params.args.length < 6) return body;
  const [model, method] = calledBy(step);
  const positional = body.params.args[5] as unknown[];
  if (!MODELS.has(model)) return body;
  const [first, second] = positional;
  if (method === 'create') positional[0] = [first].flat().map((vals) => ids.vals(model, vals));
  else if (method === 'load') positional[1] = ids.rows(model, first as string[], second as string[][]);
  else if (method.startsWith('search')) positional[0] = ids.domain(model, first);
  else if (method !== 'fields_get') {
    positional[0] = ids.ownAll(model, first);
    if (method === 'write' && second !== undefined) positional[1] = ids.vals(model, second);
  }
  if (method === 'create' && !Array.isArray(first)) [positional[0]] = positional[0] as unknown[];
  if (method.startsWith('search') && positional.length === 1 && first === undefined) positional.length = 0;
  const options = body.params.args[6] as { context?: Json } | undefined;
  if (options?.context) translateContext(options.context, ids);
  return body;
}

function translateContext(context: Json, ids: RecordedIds): void {
  if (context['picking_ids_not_to_backorder']) {
    context['picking_ids_not_to_backorder'] = ids.ownAll('stock.picking', context['picking_ids_not_to_backorder']);
  }
}

/** Pairs the ids of two answers to the same call. */
export function learn(step: RecordedStep, ids: RecordedIds, recorded: unknown, own: unknown): void {
  const [model, method] = calledBy(step);
  if (!MODELS.has(model)) return;
  const [theirs, ours] = method === 'load' ? [(recorded as Json)['ids'], (own as Json)['ids']] : [recorded, own];
  const left: unknown[] = [theirs].flat();
  const right: unknown[] = [ours].flat();
  left.forEach((each, at) => {
    const other = right[at];
    if (method === 'create' || method === 'load' || method === 'search') ids.learn(model, each, other);
    else if (isObject(each) && isObject(other)) ids.learnRow(model, each, other);
  });
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export { RecordedIds, UnknownRecord };
