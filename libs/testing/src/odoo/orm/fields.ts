import type { Environment } from './environment.js';
import type { Row, Value } from './values.js';

export type FieldType =
  | 'char' | 'text' | 'html' | 'integer' | 'float' | 'monetary' | 'boolean' | 'date' | 'datetime' | 'selection'
  | 'many2one' | 'one2many' | 'many2many' | 'json'; // prettier-ignore

export interface Field {
  readonly type: FieldType;
  readonly label: string;
  /** The model a relational field points to. */
  readonly relation?: string;
  /** one2many: the many2one of the other model that points back. */
  readonly inverse?: string;
  readonly required?: boolean;
  /** many2one: the record goes with the one it points to; without it a required one keeps that from being deleted. */
  readonly cascade?: boolean;
  /** selection: the values allowed. */
  readonly selection?: readonly string[];
  /** The value of a new record that names none. */
  readonly initial?: Value | ((env: Environment) => Value);
  /** Not stored: worked out at every read. */
  readonly compute?: (env: Environment, row: Row, model: string) => Value;
  /** Where a write to a computed field goes. */
  readonly assign?: (env: Environment, row: Row, value: Value) => void;
  /** Stored, but shown differently (taxes of the current companies only). */
  readonly view?: (env: Environment, row: Row) => Value;
  /** Kept for the stand-in itself: no client sees it. */
  readonly hidden?: boolean;
}

type Options = Partial<Omit<Field, 'type' | 'label' | 'relation' | 'inverse'>>;

const scalar =
  (type: FieldType) =>
  (label: string, options: Options = {}): Field => ({ type, label, ...options });

export const char = scalar('char');
export const text = scalar('text');
export const html = scalar('html');
export const integer = scalar('integer');
export const float = scalar('float');
export const monetary = scalar('monetary');
export const boolean = scalar('boolean');
export const date = scalar('date');
export const datetime = scalar('datetime');
export const json = scalar('json');

/** Without `values` any text is taken: the list depends on what is installed. */
export const selection = (label: string, values: readonly string[] | undefined, options: Options = {}): Field => ({
  type: 'selection',
  label,
  ...(values && { selection: values }),
  ...options,
});

export const many2one = (relation: string, label: string, options: Options = {}): Field => ({
  type: 'many2one',
  label,
  relation,
  ...options,
});

export const one2many = (relation: string, inverse: string, label: string): Field => ({
  type: 'one2many',
  label,
  relation,
  inverse,
});

export const many2many = (relation: string, label: string, options: Options = {}): Field => ({
  type: 'many2many',
  label,
  relation,
  ...options,
});

export const isStored = (field: Field): boolean => !field.compute && field.type !== 'one2many';

/** What a field of this type holds when nothing was said. */
export function emptyOf(field: Field): Value {
  if (field.type === 'integer' || field.type === 'float' || field.type === 'monetary') return 0;
  return field.type === 'many2many' || field.type === 'one2many' ? [] : false;
}

/** The fields every model has. */
export const MAGIC_FIELDS: Record<string, Field> = {
  id: integer('ID'),
  display_name: char('Display Name', { compute: (env, row, model) => env.nameOf(model, row.id) }),
  create_uid: many2one('res.users', 'Created by'),
  create_date: datetime('Created on'),
  write_uid: many2one('res.users', 'Last Updated by'),
  write_date: datetime('Last Updated on'),
};
