import type { Environment } from './environment.js';
import type { Field } from './fields.js';
import { datetimeCell } from './load-datetime.js';
import { lookUp, Unusable } from './load-lookup.js';
import type { Cell } from './load-rows.js';

/** What went wrong, where: `rows` and `record` count from 0. */
export interface LoadMessage {
  readonly rows: { readonly from: number; readonly to: number };
  readonly record: number;
  readonly type: 'error';
  readonly message: string;
  readonly field?: string;
  readonly field_name?: string;
  readonly moreinfo?: unknown;
}

/** Told of a cell that cannot be used: the record's own field it lies in, and why. */
type Report = (name: string, field: Field, problem: Unusable) => void;

export interface LoadRecord {
  readonly externalId: string;
  /** The database id of a `.id` column, or 0. */
  readonly id: number;
  readonly vals: Readonly<Record<string, unknown>>;
  /** Records below this one: lines that are absent stay as they are, load never deletes. */
  readonly children: readonly { readonly field: string; readonly record: LoadRecord }[];
}

/** Turns the cells of one record into values; what cannot be read is reported, and its field left out. */
export function convertRecord(
  env: Environment,
  model: string,
  rows: readonly (readonly Cell[])[],
  report: Report,
): LoadRecord {
  const own = rows[0] ?? [];
  const textOf = (name: string): string => own.find(({ path }) => path.length === 1 && path[0] === name)?.text ?? '';
  const vals: Record<string, unknown> = {};
  const children: { field: string; record: LoadRecord }[] = [];
  for (const name of new Set(own.map(({ path }) => path[0] ?? ''))) {
    if (name === 'id' || name === '.id') continue;
    const field = env.field(model, name);
    const below = rows.map((cells) => inside(cells, name));
    try {
      if (field.type !== 'one2many') vals[name] = convertCell(env, field, below[0] ?? []);
      else for (const record of convertChildren(env, field, below)) children.push({ field: name, record });
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      report(name, field, error);
    }
  }
  return { externalId: textOf('id'), id: Number(textOf('.id')) || 0, vals, children };
}

const inside = (cells: readonly Cell[], name: string): Cell[] =>
  cells.filter(({ path }) => path[0] === name).map(({ path, text }) => ({ path: path.slice(1), text }));

/** One bad cell makes all children of the record unusable, as a message on the parent's field. */
function convertChildren(env: Environment, field: Field, rows: readonly (readonly Cell[])[]): LoadRecord[] {
  return rows
    .filter((cells) => cells.some(({ text }) => text !== ''))
    .map((cells) =>
      convertRecord(env, field.relation ?? '', [cells], (_, __, { message, relation }) => {
        throw new Unusable(nest(message, field), relation);
      }),
    );
}

const nest = (message: string, parent: Field): string =>
  message.replace(/field '([^']+)'$/, `field '${parent.label}/$1'`);

function convertCell(env: Environment, field: Field, cells: readonly Cell[]): unknown {
  const { label } = field;
  const cell = cells.find(({ text }) => text !== '');
  if (!cell) return false;
  const { text } = cell;
  if (field.type === 'many2one') return lookUp(env, field, cell.path[0], text, label);
  if (field.type === 'many2many') {
    return [[6, 0, text.split(',').map((each) => lookUp(env, field, cell.path[0], each.trim(), label))]];
  }
  const isNumber = field.type === 'float' || field.type === 'monetary' || field.type === 'integer';
  if (isNumber && Number.isNaN(Number(text))) {
    const kind = field.type === 'integer' ? 'an integer' : 'a number';
    throw new Unusable(`'${text}' does not seem to be ${kind} for field '${label}'`);
  }
  if (field.type === 'boolean') return /^(1|true|yes)$/i.test(text);
  if (field.type === 'datetime' || field.type === 'date') {
    const utc = field.type === 'date' ? dateCell(text) : datetimeCell(env, text);
    if (utc === undefined)
      throw new Unusable(`'${text}' does not seem to be a valid ${field.type} for field '${label}'`);
    return utc;
  }
  if (field.selection?.includes(text) === false) {
    throw new Unusable(`Value '${text}' not found in selection field '${label}'`);
  }
  return text;
}

const dateCell = (text: string): string | undefined => (Number.isNaN(Date.parse(text)) ? undefined : text.slice(0, 10));
