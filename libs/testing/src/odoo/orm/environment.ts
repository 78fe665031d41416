import type { Instant } from '@penstock/domain';
import type { Store } from '../store/store.js';
import type { Caller, Context } from './caller.js';
import { odooTime } from './caller.js';
import { invalidField, missingError, OdooError } from './errors.js';
import type { Field } from './fields.js';
import { emptyOf } from './fields.js';
import type { Model, Registry } from './model.js';
import { createRecord, unlinkRecords, writeRecords } from './records.js';
import type { SearchOptions } from './search.js';
import { searchIds } from './search.js';
import type { Row, Value, Vals } from './values.js';
import { ref } from './values.js';
import type { OdooVersion } from './version.js';

/** One call's view of the records: who calls, with which context, since when. One call is one transaction. */
export class Environment {
  constructor(
    readonly registry: Registry,
    readonly store: Store,
    readonly caller: Caller,
    /** When the transaction began: every write_date of this call, however late it commits. */
    readonly begunAt: string,
    private readonly clock: () => Instant,
  ) {}

  get version(): OdooVersion {
    return this.registry.version;
  }

  get context(): Context {
    return this.caller.context;
  }

  get uid(): number {
    return this.caller.uid;
  }

  get companyId(): number {
    return this.caller.companyIds[0] ?? 1;
  }

  withContext(extra: Context): Environment {
    const caller = { ...this.caller, context: { ...this.context, ...extra } };
    return new Environment(this.registry, this.store, caller, this.begunAt, this.clock);
  }

  /** The present, to the second: fields like date_done hold this, not the transaction's begin. */
  now(): string {
    return this.exactNow().slice(0, 19);
  }

  /** The present to the microsecond: when what this call writes becomes visible to others. */
  exactNow(): string {
    return odooTime(this.clock());
  }

  model(name: string): Model {
    const model = this.registry.get(name);
    if (!model) throw new OdooError('odoo.exceptions.UserError', `Object ${name} doesn't exist`);
    return model;
  }

  field(model: string, name: string): Field {
    const field = this.model(model).fields[name];
    if (!field || field.hidden) throw invalidField(model, name);
    return field;
  }

  rows(model: string): Row[] {
    return [...this.store.rows(model).values()];
  }

  find(model: string, id: number): Row | undefined {
    return this.store.rows(model).get(id);
  }

  /** @throws MissingError */
  get(model: string, id: number): Row {
    const row = this.find(model, id);
    if (!row) throw missingError(model, id, this.uid);
    return row;
  }

  /** The record a many2one of `row` points to. */
  follow(model: string, row: Row, field: string): Row | undefined {
    const relation = this.model(model).fields[field]?.relation;
    return relation === undefined ? undefined : this.find(relation, ref(row[field]));
  }

  /** A field's value, stored or worked out. */
  value(model: string, row: Row, name: string): Value {
    const field = this.field(model, name);
    if (field.compute) return field.compute(this, row, model);
    if (field.type === 'one2many') {
      const relation = field.relation ?? '';
      const children = this.rows(relation).filter((child) => child[field.inverse ?? ''] === row.id);
      return this.sorted(relation, children);
    }
    return field.view ? field.view(this, row) : (row[name] ?? emptyOf(field));
  }

  nameOf(model: string, id: number): string {
    const row = this.get(model, id);
    return this.model(model).displayName?.(this, row) ?? String(row['name'] ?? `${model},${id}`);
  }

  search(model: string, domain: unknown, options: SearchOptions = {}): number[] {
    return searchIds(this, model, domain, options);
  }

  create(model: string, vals: Vals): number {
    const { create } = this.model(model);
    const plain = (given: Vals): number => createRecord(this, model, given);
    const all = { ...this.contextDefaults(model), ...vals };
    return create ? create(this, all, plain) : plain(all);
  }

  /** `default_company_id` in the context is the company of what is made without one. */
  private contextDefaults(model: string): Vals {
    const names = Object.keys(this.model(model).fields).filter((name) => `default_${name}` in this.context);
    return Object.fromEntries(names.map((name) => [name, this.context[`default_${name}`] as Value]));
  }

  write(model: string, ids: readonly number[], vals: Vals): void {
    const { write } = this.model(model);
    const plain = (given: Vals): void => writeRecords(this, model, ids, given);
    if (write) write(this, ids, vals, plain);
    else plain(vals);
  }

  /** Sets stored values as the server itself would, past checks and overrides; unchanged rows keep their write_date. */
  patch(model: string, id: number, values: Readonly<Record<string, Value>>): void {
    const row = this.get(model, id);
    if (Object.entries(values).every(([name, value]) => row[name] === value)) return;
    this.store.put(model, { ...row, ...values, write_uid: this.uid, write_date: this.begunAt });
  }

  /** Moves a row's write_date and nothing else. */
  touch(model: string, id: number): void {
    this.store.put(model, { ...this.get(model, id), write_uid: this.uid, write_date: this.begunAt });
  }

  unlink(model: string, ids: readonly number[]): void {
    const { unlink } = this.model(model);
    const plain = (): void => unlinkRecords(this, model, ids);
    if (unlink) unlink(this, ids, plain);
    else plain();
  }

  private sorted(model: string, rows: readonly Row[]): number[] {
    return searchIds(this, model, [['id', 'in', rows.map(({ id }) => id)]], { unrestricted: true });
  }
}
