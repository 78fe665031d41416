import type { Environment } from './environment.js';
import type { Field } from './fields.js';
import { MAGIC_FIELDS } from './fields.js';
import type { Row, Vals } from './values.js';
import type { OdooVersion } from './version.js';

/** What a method answers; `undefined` is Python's None: JSON-RPC then sends no `result` key at all. */
export type Answer = unknown;

/** A public method on records: the first positional argument of the call is its ids. */
export type RecordMethod = (env: Environment, ids: number[]) => Answer;

/** One model: its fields, its order, and where it departs from plain create, write and unlink. */
export interface Model {
  readonly name: string;
  /** The name people read in messages. */
  readonly label: string;
  /** The order of rows when the caller names none: `sequence, id`. */
  readonly order: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Rows of a company the caller has not switched to are hidden, unless this is false. */
  readonly companyRule?: boolean;
  /** The many2one that `child_of` climbs. */
  readonly parent?: string;
  displayName?(env: Environment, row: Row): string;
  /** `next` is the plain create: returns the new id. */
  create?(env: Environment, vals: Vals, next: (vals: Vals) => number): number;
  /** `next` is the plain write. */
  write?(env: Environment, ids: readonly number[], vals: Vals, next: (vals: Vals) => void): void;
  /** `next` is the plain delete; throws where records may not be deleted. */
  unlink?(env: Environment, ids: readonly number[], next: () => void): void;
  readonly methods?: Readonly<Record<string, RecordMethod>>;
}

export const defineModel = (model: Model): Model => ({ ...model, fields: { ...model.fields, ...MAGIC_FIELDS } });

/** The models of one version of Odoo. */
export interface Registry extends ReadonlyMap<string, Model> {
  readonly version: OdooVersion;
}
