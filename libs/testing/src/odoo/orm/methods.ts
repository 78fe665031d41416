import type { Environment } from './environment.js';
import { GROUPING } from './grouping.js';
import { HAS_ACCESS } from './has-access.js';
import { describeFields, readRecords } from './read.js';
import { loadRecords } from './load.js';
import type { Answer, Model } from './model.js';
import type { Vals } from './values.js';
import type { OdooVersion } from './version.js';

/** Arguments bound to their names; absent ones are undefined. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface BuiltIn {
  /** Positional order of the arguments after the ids, as in Odoo's source. */
  readonly parameters: readonly string[];
  readonly required?: readonly string[];
  /** Called on the model: no ids come first. */
  readonly onModel?: boolean;
  /** The first version that has it. */
  readonly since?: OdooVersion;
  run(env: Environment, model: string, ids: number[], args: Arguments): Answer;
}

const optionsOf = ({ order, limit, offset }: Arguments) => ({
  order: typeof order === 'string' ? order : undefined,
  limit: Number(limit) || undefined,
  offset: Number(offset) || undefined,
});

const fieldsOf = (fields: unknown): string[] | undefined => (Array.isArray(fields) ? (fields as string[]) : undefined);

/**
 * The methods every model has.
 *
 * @see https://www.odoo.com/documentation/18.0/developer/reference/external_api.html
 * @see https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#common-orm-methods
 */
const BUILT_INS: Readonly<Record<string, BuiltIn>> = {
  ...GROUPING,
  ...HAS_ACCESS,
  search: {
    onModel: true,
    parameters: ['domain', 'offset', 'limit', 'order'],
    required: ['domain'],
    run: (env, model, _, args) => env.search(model, args['domain'], optionsOf(args)),
  },
  search_read: {
    onModel: true,
    parameters: ['domain', 'fields', 'offset', 'limit', 'order', 'load'],
    run(env, model, _, args) {
      const ids = env.search(model, args['domain'], optionsOf(args));
      return readRecords(env, model, ids, fieldsOf(args['fields']), args['load']);
    },
  },
  search_count: {
    onModel: true,
    parameters: ['domain', 'limit'],
    required: ['domain'],
    run: (env, model, _, args) => env.search(model, args['domain'], optionsOf({ limit: args['limit'] })).length,
  },
  read: {
    parameters: ['fields', 'load'],
    run: (env, model, ids, args) => readRecords(env, model, ids, fieldsOf(args['fields']), args['load']),
  },
  create: {
    onModel: true,
    parameters: ['vals_list'],
    required: ['vals_list'],
    run(env, model, _, { vals_list: list }) {
      return Array.isArray(list)
        ? (list as Vals[]).map((vals) => env.create(model, vals))
        : env.create(model, list as Vals);
    },
  },
  write: {
    parameters: ['vals'],
    required: ['vals'],
    run(env, model, ids, { vals, values = vals }) {
      for (const id of ids) env.get(model, id);
      env.write(model, ids, values as Vals);
      return true;
    },
  },
  unlink: {
    parameters: [],
    run(env, model, ids) {
      env.unlink(model, ids);
      return true;
    },
  },
  action_archive: {
    parameters: [],
    run: (env, model, ids) => env.write(model, ids, { active: false }),
  },
  action_unarchive: {
    parameters: [],
    run: (env, model, ids) => env.write(model, ids, { active: true }),
  },
  fields_get: {
    onModel: true,
    parameters: ['allfields', 'attributes'],
    run: (env, model, _, args) => describeFields(env, model, args['allfields'], args['attributes']),
  },
  name_search: {
    onModel: true,
    parameters: ['name', 'args', 'operator', 'limit'],
    run(env, model, _, { name = '', args = [], operator = 'ilike', limit = 100 }) {
      const domain = [...(args as unknown[]), ['display_name', operator, name]];
      return env.search(model, domain, { limit: Number(limit) }).map((id) => [id, env.nameOf(model, id)]);
    },
  },
  load: {
    onModel: true,
    parameters: ['fields', 'data'],
    required: ['fields', 'data'],
    run: (env, model, _, { fields, data }) => loadRecords(env, model, fields as string[], data as string[][]),
  },
};

/** A model's method of this name in this version, unless it is the model's own; archiving needs the field `active`. */
export function builtInOf(env: Environment, model: Model, method: string): BuiltIn | undefined {
  const builtIn = BUILT_INS[method];
  if (builtIn?.since && env.version < builtIn.since) return undefined;
  return method.startsWith('action_') && !('active' in model.fields) ? undefined : builtIn;
}
