import { applyToChildren, applyToMany } from './commands.js';
import { toStored } from './convert.js';
import type { Environment } from './environment.js';
import { mandatoryError, validationError } from './errors.js';
import { emptyOf, isStored, MAGIC_FIELDS } from './fields.js';
import type { Row, Value, Vals } from './values.js';
import { ids as idList } from './values.js';

/** `id` and the log fields are the server's: a caller's values for them are ignored without a word. */
const isIgnored = (name: string): boolean => name in MAGIC_FIELDS && name !== 'display_name';

/** Values split by the way they are kept. Throws ValueError for a field the model does not have. */
function split(env: Environment, model: string, vals: Vals) {
  const stored: [string, unknown][] = [];
  const assigned: [string, unknown][] = [];
  const children: [string, unknown][] = [];
  for (const [name, value] of Object.entries(vals)) {
    const field = env.field(model, name);
    if (isIgnored(name)) continue;
    if (field.type === 'one2many') children.push([name, value]);
    else if (isStored(field)) stored.push([name, value]);
    else if (field.assign) assigned.push([name, value]);
  }
  return { stored, assigned, children };
}

function storedValues(env: Environment, model: string, entries: [string, unknown][], row?: Row): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [name, value] of entries) {
    const field = env.field(model, name);
    values[name] =
      field.type === 'many2many'
        ? applyToMany(env, field, idList(row?.[name]), value)
        : toStored(env, model, name, field, value);
  }
  return values;
}

function assignAll(env: Environment, model: string, id: number, entries: [string, unknown][]): void {
  for (const [name, value] of entries) {
    const field = env.field(model, name);
    const stored =
      field.type === 'many2many' ? applyToMany(env, field, [], value) : toStored(env, model, name, field, value);
    field.assign?.(env, env.get(model, id), stored);
  }
}

function checkRequired(env: Environment, model: string, row: Row): void {
  const { label, fields } = env.model(model);
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && row[name] === false) throw mandatoryError(model, label, name, field.label);
  }
}

/** The plain create: defaults, checks, the row, then its children. Returns the new id. */
export function createRecord(env: Environment, model: string, vals: Vals): number {
  const { stored, assigned, children } = split(env, model, vals);
  const values: Record<string, Value> = {};
  const given = storedValues(env, model, stored);
  for (const [name, field] of Object.entries(env.model(model).fields)) {
    if (!isStored(field) || isIgnored(name)) continue;
    const initial = typeof field.initial === 'function' ? field.initial(env) : field.initial;
    values[name] = given[name] ?? initial ?? emptyOf(field);
  }
  const id = env.store.next(model);
  const log = { create_uid: env.uid, create_date: env.begunAt, write_uid: env.uid, write_date: env.begunAt };
  const row: Row = { ...values, ...log, id };
  checkRequired(env, model, row);
  env.store.put(model, row);
  assignAll(env, model, id, assigned);
  for (const [name, commands] of children) applyToChildren(env, env.field(model, name), id, commands);
  return id;
}

/** The plain write: every row named gets the values, and a new write_date even if nothing differs. */
export function writeRecords(env: Environment, model: string, ids: readonly number[], vals: Vals): void {
  const { stored, assigned, children } = split(env, model, vals);
  for (const id of ids) {
    const row = env.get(model, id);
    const changed: Row = {
      ...row,
      ...storedValues(env, model, stored, row),
      write_uid: env.uid,
      write_date: env.begunAt,
      id,
    };
    checkRequired(env, model, changed);
    if (stored.length > 0 || assigned.length > 0) env.store.put(model, changed);
    assignAll(env, model, id, assigned);
    for (const [name, commands] of children) applyToChildren(env, env.field(model, name), id, commands);
  }
}

/** Deletes rows with their children and external ids. Throws where another record requires one of them. */
export function unlinkRecords(env: Environment, model: string, ids: readonly number[]): void {
  for (const id of ids) {
    env.get(model, id);
    const { fields } = env.model(model);
    for (const { type, relation = '', inverse = '' } of Object.values(fields)) {
      if (type !== 'one2many' || !env.model(relation).fields[inverse]?.cascade) continue;
      const children = env.rows(relation).filter((child) => child[inverse] === id);
      env.unlink(relation, children.map((child) => child.id)); // prettier-ignore
    }
    refuseIfRequired(env, model, id);
    env.store.remove(model, id);
    const names = env.rows('ir.model.data').filter((row) => row['model'] === model && row['res_id'] === id);
    for (const name of names) env.store.remove('ir.model.data', name.id);
  }
}

function refuseIfRequired(env: Environment, model: string, id: number): void {
  for (const other of env.registry.values()) {
    for (const [name, field] of Object.entries(other.fields)) {
      if (field.type !== 'many2one' || field.relation !== model || !field.required) continue;
      if (env.rows(other.name).some((row) => row[name] === id)) {
        throw validationError(
          'The operation cannot be completed: another model requires the record being deleted. ' +
            `If possible, archive it instead.\n\nModel: ${other.label} (${other.name}), Constraint: ${name}`,
        );
      }
    }
  }
}
