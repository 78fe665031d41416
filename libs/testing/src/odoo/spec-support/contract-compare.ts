import { MODELS } from '../models/index.js';
import type { RecordedIds } from './contract-ids.js';
import type { RecordedStep } from './contract-recording.js';
import { calledBy, isObject, learn } from './contract-recording.js';

/** A JSON-RPC answer. */
export interface Body {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly data: { readonly name: string; readonly message: string } };
}

/** What differs between the recorded answer to a step and the stand-in's; ids are learnt on the way. */
export function compareBodies(step: RecordedStep, ids: RecordedIds, own: Body): string[] {
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
