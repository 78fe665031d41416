import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OdooVersion } from '../orm/version.js';

/** Recordings of real servers, found beside the project; the tests that need them are skipped without. */
const FOLDER = resolve(import.meta.dirname, '../../../../../../shared/odoo-contract');

export const hasRecordings = existsSync(FOLDER);

/** One file of recorded steps, each file made on a fresh database named `odoo<version>`. */
export interface Recording {
  readonly name: string;
  readonly version: OdooVersion;
  readonly protocol: 'jsonrpc' | 'json2';
}

export const RECORDINGS: readonly Recording[] = [
  { name: 'odoo18-jsonrpc', version: 18, protocol: 'jsonrpc' },
  { name: 'odoo19-jsonrpc', version: 19, protocol: 'jsonrpc' },
  { name: 'odoo19-json2', version: 19, protocol: 'json2' },
];

export type Json = Record<string, unknown>;

export interface RecordedStep {
  readonly step: string;
  readonly request: { method: string; path: string; headers: Record<string, string>; body: unknown };
  readonly response: { status: number; body: unknown };
}

export const recordedSteps = ({ name }: Recording): RecordedStep[] =>
  readFileSync(resolve(FOLDER, `${name}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as RecordedStep); // prettier-ignore

/** A call of a model, its arguments by name whatever the protocol. */
export interface ModelCall {
  readonly model: string;
  readonly method: string;
  readonly named: Json;
}

/** What the positional arguments of JSON-RPC are called, as far as ids are in them. */
function positions(method: string): readonly string[] {
  if (method === 'create') return ['vals_list'];
  if (method === 'load') return ['fields', 'data'];
  if (method.startsWith('search')) return ['domain'];
  if (method === 'read_group') return ['domain', 'fields', 'groupby'];
  return method === 'fields_get' ? ['allfields'] : ['ids', method === 'write' ? 'vals' : 'fields'];
}

/** The model call of a step; undefined for other requests and for broken ones. */
export function calledBy({ request }: RecordedStep): ModelCall | undefined {
  const [, model, method] = /^\/json\/2\/([^/]+)\/([^/]+)$/.exec(request.path) ?? [];
  if (model && method) return isObject(request.body) ? { model, method, named: request.body } : undefined;
  const { service, args } = paramsOf(request.body);
  if (service !== 'object' || !args || args.length < 6) return undefined;
  const positional = (args[5] ?? []) as unknown[];
  const name = String(args[4]);
  const named = Object.fromEntries(positions(name).map((each, at) => [each, positional[at]]));
  return { model: String(args[3]), method: name, named: { ...named, ...(args[6] as Json | undefined) } };
}

/** The request's body with other arguments in the places of the recorded ones. */
export function withArguments({ request }: RecordedStep, { method, named }: ModelCall): Json {
  const body = structuredClone(request.body) as Json;
  const { args } = paramsOf(body);
  if (!args) return named;
  const positional = (args[5] ?? []) as unknown[];
  const names = positions(method).slice(0, positional.length);
  names.forEach((name, at) => (positional[at] = named[name]));
  if (isObject(args[6])) for (const name of Object.keys(args[6])) args[6][name] = named[name];
  return body;
}

const paramsOf = (body: unknown): { service?: string; args?: unknown[] } =>
  (isObject(body) && (body['params'] as { service?: string; args?: unknown[] } | undefined)) || {};

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
