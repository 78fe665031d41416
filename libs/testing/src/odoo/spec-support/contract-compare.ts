import type { RecordedIds } from './contract-ids.js';
import type { Json, RecordedStep } from './contract-recording.js';
import { calledBy, isObject } from './contract-recording.js';

/** What was answered, whatever the protocol: `result` is absent for a method that returned nothing. */
interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly code?: number; readonly message: string };
}

/** What differs between the recorded answer to a step and a server's; ids are learnt on the way. */
export async function compareAnswers(step: RecordedStep, ids: RecordedIds, response: Response): Promise<string[]> {
  const text = await response.text();
  const { status, body } = step.response;
  if (response.status !== status) return [`status ${response.status} for ${status}: ${text.slice(0, 300)}`];
  if (typeof body === 'string' && !isJson(text)) return [];
  return compare(step, ids, answerOf(step, body), answerOf(step, JSON.parse(text)));
}

function isJson(text: string): boolean {
  return /^[[{"\dtfn-]/.test(text);
}

function answerOf({ request, response }: RecordedStep, body: unknown): Answer {
  if (!request.path.startsWith('/json/2/')) {
    const { result, error } = body as { result?: unknown; error?: { code: number; data: { name: string; message: string } } }; // prettier-ignore
    if (error) return { error: { name: error.data.name, code: error.code, message: error.data.message } };
    return isObject(body) && 'jsonrpc' in body ? ('result' in body ? { result } : {}) : { result: body };
  }
  if (response.status >= 400) return { error: body as { name: string; message: string } };
  return body === null ? {} : { result: body };
}

function compare(step: RecordedStep, ids: RecordedIds, recorded: Answer, own: Answer): string[] {
  const { model = '', method = '', named = {} } = calledBy(step) ?? {};
  if (recorded.error || own.error) {
    const [theirs, ours] = [recorded.error, own.error];
    if (theirs?.name === ours?.name && theirs?.code === ours?.code) return [];
    const got = ours ? `${ours.name} (${ours.message})` : JSON.stringify(own.result);
    return [`${got} for ${theirs?.name ?? 'no error'}, code ${String(ours?.code)} for ${String(theirs?.code)}`];
  }
  if ('result' in recorded !== 'result' in own) return [`result: ${'result' in own} for ${'result' in recorded}`];
  const byTime = method === 'search_read' && named['order'] === undefined;
  const result = byTime ? inRecordedOrder(model, ids, recorded.result, own.result) : own.result;
  learn(model, method, ids, recorded.result, result);
  if (method === 'create') return sameIds(recorded.result, result, model, ids, '');
  if (method === 'fields_get') return compareFieldTypes(recorded.result, result);
  return difference(recorded.result, result, model, ids);
}

/** Where the caller named no order, rows come by times to the second: the known ones are put where they were. */
function inRecordedOrder(model: string, ids: RecordedIds, recorded: unknown, own: unknown): unknown {
  if (!Array.isArray(recorded) || !Array.isArray(own)) return own;
  const [theirs, ours] = [recorded as Json[], own as Json[]];
  const known = theirs.map((row) => ours.find((each) => each['id'] === ids.find(model, row['id'])));
  const rest = ours.filter((row) => !known.includes(row));
  return [...known.map((row) => row ?? rest.shift()).filter((row) => row !== undefined), ...rest];
}

/** Pairs the ids of two answers to the same call. */
function learn(model: string, method: string, ids: RecordedIds, recorded: unknown, own: unknown): void {
  if (!ids.knows(model)) return;
  if (isObject(recorded) && isObject(own)) ids.learn(String(own['res_model']), recorded['res_id'], own['res_id']);
  const [theirs, ours] = method === 'load' ? [(recorded as Json)['ids'], (own as Json)['ids']] : [recorded, own];
  const left: unknown[] = [theirs].flat();
  const right: unknown[] = [ours].flat();
  left.forEach((each, at) => {
    const other = right[at];
    if (method === 'create' || method === 'load' || method === 'search') ids.learn(model, each, other);
    else if (isObject(each) && isObject(other)) ids.learnRow(model, each, other);
  });
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
      const relation = name === 'id' ? model : ids.registry.get(model)?.fields[name]?.relation;
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

/** A bare number of a list, the ids of `load`, a wizard's view, and what a wizard's context points to. */
const isId = (at: string): boolean => /^(\[|\.ids\[|\.views\[0\]\[0\]|\.view_id$|\.context\.)/.test(at);

/** Times, and the numbers of documents, differ from run to run. */
function normal(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g, 'TIME').replace(/\b(S|WH\/\w+\/)\d{5}\b/g, '$1NUMBER');
}
