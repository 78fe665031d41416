import type { Environment } from './environment.js';
import { missingError, valueError } from './errors.js';
import type { Field } from './fields.js';
import { emptyOf } from './fields.js';
import type { Value } from './values.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * Checks one scalar or many2one value of a create or write and turns it into what is stored.
 * Python's own messages: ISO 8601 and fractions of a second are refused.
 */
export function toStored(env: Environment, model: string, name: string, field: Field, value: unknown): Value {
  if (value === false || value === null || value === undefined) return emptyOf(field);
  switch (field.type) {
    case 'integer':
    case 'float':
    case 'monetary':
      return toNumber(field, value);
    case 'boolean':
      return Boolean(value);
    case 'date':
      return toDate(String(value));
    case 'datetime':
      return toDatetime(String(value));
    case 'selection':
      return toSelection(model, name, field, String(value));
    case 'many2one':
      return toReference(env, field, value);
    default:
      return String(value);
  }
}

function toNumber(field: Field, value: unknown): number {
  const number = typeof value === 'string' ? Number(value.trim() || 'empty') : Number(value);
  if (!Number.isNaN(number)) return field.type === 'integer' ? Math.trunc(number) : number;
  throw valueError(
    field.type === 'integer'
      ? `invalid literal for int() with base 10: '${String(value)}'`
      : `could not convert string to float: '${String(value)}'`,
  );
}

function toDate(value: string): string {
  const day = value.slice(0, 10);
  if (DATE.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw valueError(`time data '${value}' does not match format '%Y-%m-%d'`);
}

function toDatetime(value: string): string {
  if (DATE.test(value)) return `${value} 00:00:00`;
  const seconds = value.slice(0, 19);
  if (!DATETIME.test(seconds) || Number.isNaN(Date.parse(`${seconds.replace(' ', 'T')}Z`))) {
    throw valueError(`time data '${value}' does not match format '%Y-%m-%d %H:%M:%S'`);
  }
  if (value.length > 19) throw valueError(`unconverted data remains: ${value.slice(19)}`);
  return value;
}

function toSelection(model: string, name: string, field: Field, value: string): string {
  if (field.selection?.includes(value) ?? true) return value;
  const owner = model === 'product.product' && name !== 'active' ? 'product.template' : model;
  throw valueError(`Wrong value for ${owner}.${name}: '${value}'`);
}

function toReference(env: Environment, field: Field, value: unknown): number {
  const id = Number(value);
  const relation = field.relation ?? '';
  if (!Number.isInteger(id)) throw valueError(`Wrong value for ${relation}: '${String(value)}'`);
  if (!env.find(relation, id)) throw missingError(relation, id, env.uid);
  return id;
}
