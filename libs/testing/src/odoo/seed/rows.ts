import type { Environment } from '../orm/environment.js';
import { emptyOf, isStored } from '../orm/fields.js';
import type { Value } from '../orm/values.js';

/** Puts a row with a fixed id, past checks and overrides, as a module's data file does. */
export function seedRow(env: Environment, model: string, id: number, values: Readonly<Record<string, Value>>): void {
  const row: Record<string, Value> = {};
  for (const [name, field] of Object.entries(env.model(model).fields)) {
    if (!isStored(field)) continue;
    row[name] = values[name] ?? (typeof field.initial === 'function' ? false : field.initial) ?? emptyOf(field);
  }
  const log = { create_uid: 1, create_date: env.begunAt, write_uid: 1, write_date: env.begunAt };
  env.store.put(model, { ...row, ...log, id });
  env.store.reserve(model, id);
}

/** Rows of one model by id. */
export function seedRows(env: Environment, model: string, rows: Readonly<Record<number, Record<string, Value>>>): void {
  for (const [id, values] of Object.entries(rows)) seedRow(env, model, Number(id), values);
}
