import type { Environment } from './environment.js';
import { valueError } from './errors.js';
import type { Arguments, BuiltIn } from './methods.js';
import { pythonFloat } from './read.js';
import type { Row, Value } from './values.js';
import { num, ref } from './values.js';

interface Group {
  readonly keys: readonly Value[];
  readonly rows: Row[];
}

const namesIn = (value: unknown): string[] => [value ?? []].flat().map(String);

/** Rows of the domain by the values of some fields, in the order of those fields. */
function groupsOf(env: Environment, model: string, domain: unknown, by: readonly string[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of env.search(model, domain).map((id) => env.get(model, id))) {
    const keys = by.map((name) => env.value(model, row, name));
    const group = groups.get(JSON.stringify(keys)) ?? { keys, rows: [] };
    group.rows.push(row);
    groups.set(JSON.stringify(keys), group);
  }
  const ranks = by.map((name) => rankOf(env, env.field(model, name).relation));
  const places = ({ keys }: Group): (Value | number)[] => keys.map((key, at) => ranks[at]?.(key) ?? key);
  return [...groups.values()].sort((a, b) => compare(places(a), places(b)));
}

/** A relation's groups come in the order of the records they point to. */
function rankOf(env: Environment, relation: string | undefined): ((key: Value) => number) | undefined {
  if (relation === undefined) return undefined;
  const order = new Map(env.search(relation, [], { unrestricted: true }).map((id, at) => [id, at]));
  return (key) => order.get(ref(key)) ?? order.size;
}

function compare(a: readonly (Value | number)[], b: readonly (Value | number)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}

/** `quantity:sum`; only sums are known here. @throws ValueError */
function sumOf(env: Environment, model: string, rows: readonly Row[], aggregate: string): unknown {
  const [name = '', operator] = aggregate.split(':');
  if (operator !== 'sum') throw valueError(`the stand-in does not know the aggregate '${aggregate}'`);
  const { type } = env.field(model, name);
  const sum = rows.reduce((total, row) => total + num(env.value(model, row, name)), 0);
  return type === 'integer' ? sum : pythonFloat(sum);
}

const shownKeys = (env: Environment, model: string, by: readonly string[], { keys }: Group): Record<string, unknown> =>
  Object.fromEntries(
    by.map((name, at) => {
      const { relation } = env.field(model, name);
      const key = keys[at] ?? false;
      return [name, relation && ref(key) ? [key, env.nameOf(relation, ref(key))] : key];
    }),
  );

/** The group's own terms, joined in prefix notation to those before. */
function domainOf(by: readonly string[], { keys }: Group, before: readonly unknown[] = []): unknown[] {
  const terms = [...before, ...by.map((name, at) => [name, '=', keys[at]])];
  const binary = terms.filter((term) => term === '&' || term === '|').length;
  const expressions = terms.filter((term) => typeof term !== 'string').length - binary;
  return [...Array.from({ length: Math.max(expressions - 1, 0) }, () => '&'), ...terms];
}

const page = <T>(rows: T[], { offset, limit }: Arguments): T[] =>
  rows.slice(Number(offset) || 0, limit ? (Number(offset) || 0) + Number(limit) : undefined);

/**
 * Sums by group: `read_group` names them by field and counts always, 19's `formatted_read_group` by aggregate.
 *
 * @see https://github.com/odoo/odoo/blob/18.0/odoo/models.py (`read_group`)
 * @see https://github.com/odoo/odoo/blob/19.0/odoo/orm/models.py (`formatted_read_group`)
 */
export const GROUPING: Readonly<Record<string, BuiltIn>> = {
  read_group: {
    onModel: true,
    parameters: ['domain', 'fields', 'groupby', 'offset', 'limit', 'orderby', 'lazy'],
    required: ['domain', 'fields', 'groupby'],
    run(env, model, _, args) {
      if (args['lazy'] !== false) throw valueError('the stand-in groups by all fields at once: lazy=False');
      const by = namesIn(args['groupby']);
      const groups = groupsOf(env, model, args['domain'], by).map((group) => ({
        ...shownKeys(env, model, by, group),
        __count: group.rows.length,
        ...Object.fromEntries(
          namesIn(args['fields']).map((field) => [field.split(':')[0], sumOf(env, model, group.rows, field)]),
        ),
        __domain: domainOf(by, group, args['domain'] as unknown[]),
      }));
      return page(groups, args);
    },
  },
  formatted_read_group: {
    onModel: true,
    since: 19,
    parameters: ['domain', 'groupby', 'aggregates', 'having', 'offset', 'limit', 'order'],
    required: ['domain'],
    run(env, model, _, args) {
      const by = namesIn(args['groupby']);
      const groups = groupsOf(env, model, args['domain'], by).map((group) => ({
        ...shownKeys(env, model, by, group),
        __extra_domain: domainOf(by, group),
        ...Object.fromEntries(
          namesIn(args['aggregates']).map((each) => [
            each,
            each === '__count' ? group.rows.length : sumOf(env, model, group.rows, each),
          ]),
        ),
      }));
      return page(groups, args);
    },
  },
};
