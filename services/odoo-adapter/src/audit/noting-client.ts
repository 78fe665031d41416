import { AsyncLocalStorage } from 'node:async_hooks';
import type { OdooClient } from '@penstock/connector-odoo';
import { currentTraceId } from '@penstock/observability';
import type { OdooRequest } from './odoo-request.js';

/** Methods that leave Odoo as it is; whatever else a model has may change something. */
const READING: ReadonlySet<string> = new Set([
  ...['search', 'search_read', 'search_count', 'read', 'fields_get', 'has_access'],
  ...['read_group', 'formatted_read_group', 'default_get', 'name_search', 'context_get'],
]);

/** The notes of whatever is being carried out. */
const notes = new AsyncLocalStorage<OdooRequest[]>();

/** Does `work` and hands over what it asked of Odoo through a {@link noting} client, also where it fails. */
export function noted<T>(into: OdooRequest[], work: () => Promise<T>): Promise<T> {
  return notes.run(into, work);
}

/** The same client, which notes every call that may change something in Odoo for whoever carries a task out. */
export function noting(odoo: OdooClient): OdooClient {
  return {
    ...odoo,
    inLane: (lane) => noting(odoo.inLane(lane)),
    call: (model, method, args, options) =>
      READING.has(method)
        ? odoo.call(model, method, args, options)
        : note(model, method, idsIn(args), () => odoo.call(model, method, args, options)),
    load: (model, fields, rows, options) => note(model, 'load', [], () => odoo.load(model, fields, rows, options)),
  };
}

async function note<T>(model: string, method: string, ids: readonly number[], call: () => Promise<T>): Promise<T> {
  const into = notes.getStore();
  if (!into) return call();
  const at = new Date();
  const begun = performance.now();
  const end = (outcome: string, recordIds: readonly number[]) => {
    const millis = Math.round(performance.now() - begun);
    into.push({ at: at.toISOString(), model, method, outcome, millis, recordIds, traceId: currentTraceId() ?? null });
  };
  try {
    const answer = await call();
    end('ok', ids.length > 0 ? ids : idsOf(answer));
    return answer;
  } catch (error) {
    end(codeOf(error), ids);
    throw error;
  }
}

const idsIn = (args: object): readonly number[] => ('ids' in args ? idsOf(args.ids) : []);

const idsOf = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((each): each is number => Number.isInteger(each)) : [];

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
