import { LosslessNumber } from 'lossless-json';
import { hiddenCompanyError } from './access.js';
import type { Environment } from './environment.js';
import type { Field } from './fields.js';
import { isVisible } from './search.js';
import type { Row, Value } from './values.js';
import { ref } from './values.js';

export type Shown = Record<string, unknown>;

/** Python writes a float's point always (`2.0`), and so does its JSON. */
export const pythonFloat = (value: number): LosslessNumber =>
  new LosslessNumber(Number.isInteger(value) ? `${value}.0` : String(value));

/**
 * Rows as `read` gives them: missing ids are left out, many2one come as `[id, name]` or, with `load: ''`, as the
 * plain id; times are cut to the second; empty is `false`.
 */
export function readRecords(
  env: Environment,
  model: string,
  ids: readonly number[],
  fields: readonly string[] | undefined,
  load: unknown = '_classic_read',
): Shown[] {
  const names = fields?.length ? fields : visibleFields(env, model);
  const shown = names.filter((name) => name !== 'id').map((name) => [name, env.field(model, name)] as const);
  const rows = ids.flatMap((id) => env.find(model, id) ?? []);
  const hidden = rows.find((row) => !isVisible(env, model, row));
  if (hidden) throw hiddenCompanyError(env, model, hidden);
  return rows.map((row) => ({
    id: row.id,
    ...Object.fromEntries(shown.map(([name, field]) => [name, show(env, model, row, name, field, load)])),
  }));
}

function show(env: Environment, model: string, row: Row, name: string, field: Field, load: unknown): unknown {
  const value: Value = env.value(model, row, name);
  if (field.type === 'many2one') {
    const id = ref(value);
    return id === 0 ? false : load === '_classic_read' ? [id, env.nameOf(field.relation ?? '', id)] : id;
  }
  if (field.type === 'datetime' && typeof value === 'string') return value.slice(0, 19);
  if ((field.type === 'float' || field.type === 'monetary') && typeof value === 'number') return pythonFloat(value);
  return value;
}

function visibleFields(env: Environment, model: string): string[] {
  return Object.entries(env.model(model).fields).flatMap(([name, field]) => (field.hidden ? [] : [name]));
}

/** `fields_get`: per field its type, label and the like, or only the attributes asked for. */
export function describeFields(env: Environment, model: string, names: unknown, attributes: unknown): Shown {
  const wanted = Array.isArray(names) && names.length > 0 ? (names as string[]) : visibleFields(env, model);
  const known = wanted.filter((name) => name in env.model(model).fields);
  return Object.fromEntries(known.map((name) => [name, describe(env.field(model, name), attributes)]));
}

function describe(field: Field, attributes: unknown): Shown {
  const all: Shown = {
    type: field.type,
    string: field.label,
    required: field.required ?? false,
    readonly: field.compute !== undefined && field.assign === undefined,
    store: field.compute === undefined,
    ...(field.relation === undefined ? {} : { relation: field.relation }),
    ...(field.inverse === undefined ? {} : { relation_field: field.inverse }),
    ...(field.selection === undefined ? {} : { selection: field.selection.map((value) => [value, value]) }),
  };
  if (!Array.isArray(attributes) || attributes.length === 0) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => attributes.includes(name)));
}
