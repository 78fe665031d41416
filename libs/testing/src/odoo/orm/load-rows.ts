import type { Environment } from './environment.js';
import { valueError } from './errors.js';

/** A header cell taken apart: `order_line/product_id/.id` is `['order_line', 'product_id', '.id']`. */
export type Path = readonly string[];

/** One cell with the part of its path that is still to be read. */
export interface Cell {
  readonly path: Path;
  readonly text: string;
}

/** The rows of one record, first its own, then the further rows of its children. */
export interface RowGroup {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly (readonly Cell[])[];
}

/** @throws ValueError for a column the model does not have: this is not a message in the answer */
export function columnsOf(env: Environment, model: string, header: readonly string[]): Path[] {
  return header.map((name) => {
    const path = name.split('/');
    checkPath(env, model, path);
    return path;
  });
}

function checkPath(env: Environment, model: string, [name = '', ...rest]: Path): void {
  if (name === 'id' || name === '.id') return;
  const field = env.model(model).fields[name];
  if (!field || field.hidden) throw valueError(`Invalid field name '${name}'`);
  if (rest.length > 0) checkPath(env, field.relation ?? '', rest);
}

/** A row with values only in the columns of children belongs to the record above it. */
export function groupRows(env: Environment, model: string, columns: readonly Path[], data: string[][]): RowGroup[] {
  const isOfChildren = ([name = '']: Path): boolean => env.model(model).fields[name]?.type === 'one2many';
  const groups: { from: number; to: number; rows: Cell[][] }[] = [];
  data.forEach((texts, index) => {
    const cells = columns.map((path, column) => ({ path, text: String(texts[column] ?? '') }));
    const filled = cells.filter(({ text }) => text !== '');
    const last = groups.at(-1);
    if (last && filled.length > 0 && filled.every(({ path }) => isOfChildren(path))) {
      last.rows.push(cells);
      last.to = index;
    } else groups.push({ from: index, to: index, rows: [cells] });
  });
  return groups;
}
