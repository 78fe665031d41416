import type { Environment } from './environment.js';
import { valueError } from './errors.js';
import type { Field } from './fields.js';
import type { Vals } from './values.js';

type Command = readonly [code: number, id?: unknown, payload?: unknown];

/**
 * The commands of x2many fields: (0, _, values) creates, (1, id, values) updates, (2, id) deletes, (3, id) unlinks,
 * (4, id) links, (5) clears, (6, _, ids) replaces. A plain list of ids is a replacement.
 *
 * @see https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#odoo.fields.Command
 */
function commandsOf(value: unknown): Command[] {
  if (value === false || value === null) return [[5]];
  if (!Array.isArray(value)) throw valueError(`Wrong value for x2many field: ${JSON.stringify(value)}`);
  if (value.length > 0 && value.every((entry) => typeof entry === 'number')) return [[6, 0, value]];
  return value as Command[];
}

/** Applies commands to the ids a many2many holds, and returns the ids after. */
export function applyToMany(env: Environment, field: Field, present: readonly number[], value: unknown): number[] {
  const relation = field.relation ?? '';
  const ids = new Set(present);
  for (const [code, id, payload] of commandsOf(value)) {
    if (code === 0) ids.add(env.create(relation, payload as Vals));
    else if (code === 1) env.write(relation, [Number(id)], payload as Vals);
    else if (code === 2 || code === 3) ids.delete(Number(id));
    else if (code === 4) ids.add(env.get(relation, Number(id)).id);
    else ids.clear();
    if (code === 6) for (const each of payload as number[]) ids.add(env.get(relation, each).id);
  }
  return [...ids];
}

/** Applies commands to the children of one record. */
export function applyToChildren(env: Environment, field: Field, parent: number, value: unknown): void {
  const { relation = '', inverse = '' } = field;
  for (const [code, id, payload] of commandsOf(value)) {
    if (code === 0) env.create(relation, { ...(payload as Vals), [inverse]: parent });
    else if (code === 1) env.write(relation, [Number(id)], payload as Vals);
    else if (code === 2 || code === 3) env.unlink(relation, [Number(id)]);
    else if (code === 4) env.write(relation, [Number(id)], { [inverse]: parent });
    else {
      const kept = new Set(code === 6 ? (payload as number[]) : []);
      const gone = env.rows(relation).filter((row) => row[inverse] === parent && !kept.has(row.id));
      env.unlink(relation, gone.map((row) => row.id)); // prettier-ignore
    }
  }
}
