import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '@penstock/domain';
import { REGISTRIES } from './models/index.js';
import { companiesOf } from './orm/access.js';
import type { Context } from './orm/caller.js';
import { odooTime } from './orm/caller.js';
import { Environment } from './orm/environment.js';
import { OdooError, valueError } from './orm/errors.js';
import type { Call } from './orm/execute.js';
import { execute } from './orm/execute.js';
import type { Registry } from './orm/model.js';
import type { NamedCall } from './orm/named-arguments.js';
import { checkNamedArguments } from './orm/named-arguments.js';
import type { OdooVersion } from './orm/version.js';
import { seedAccounting, seedDemoTaxes } from './seed/accounting.js';
import { seedBase } from './seed/base.js';
import { seedDemo } from './seed/demo.js';
import { Journal } from './store/journal.js';
import { Store } from './store/store.js';

export type Seed = 'none' | 'demo';

/** The time in microseconds, from the process's own fine clock. */
const present = (): Instant => Math.round((performance.timeOrigin + performance.now()) * 1000) as Instant;

const SUPERUSER = 1;

/** The records, their journal on disk, and calls on them: one call is one transaction. */
export class Database {
  private readonly store = new Store();
  private readonly journal: Journal;
  private readonly registry: Registry;

  /** Opens the data of an earlier run, or begins a fresh database. @throws Error for data of another version */
  constructor(directory: string, seed: Seed, version: OdooVersion) {
    this.registry = REGISTRIES[version];
    mkdirSync(directory, { recursive: true });
    this.journal = new Journal(join(directory, 'journal.jsonl'), (change) => this.store.apply(change));
    if (this.store.rows('res.company').size === 0) this.plant(seed);
    else {
      this.checkVersion(directory);
      if (seed === 'demo') this.complete();
    }
  }

  /** When a transaction that begins now began: the write_date of all it will write. */
  begin(): Instant {
    return present();
  }

  /** The login's user id, or false: nothing says whether the name or the password was wrong. */
  userId(login: string): number | false {
    return (
      [...this.store.rows('res.users').values()].find((row) => row['login'] === login && row['active'])?.id ?? false
    );
  }

  count(model: string): number {
    return this.store.rows(model).size;
  }

  get models(): string[] {
    return [...this.registry.keys()];
  }

  /**
   * Runs one call from begin to commit, on disk, without a pause; any error leaves no trace.
   * @throws OdooError as a real server would answer it
   */
  call(uid: number, call: Call, begunAt: Instant): unknown {
    const { context, ...kwargs } = call.kwargs;
    return this.transaction(call, () =>
      execute(this.environment(uid, contextOf(context), begunAt), { ...call, kwargs }),
    );
  }

  /** The same by named arguments alone, checked as JSON-2 checks them. */
  callNamed(uid: number, { ids, ...call }: NamedCall, begunAt: Instant): unknown {
    const { context, ...kwargs } = call.kwargs;
    return this.transaction(call, () => {
      const env = this.environment(uid, contextOf(context), begunAt);
      checkNamedArguments(env, { ids, ...call });
      return execute(env, { ...call, kwargs: ids === undefined ? kwargs : { ...kwargs, ids }, args: [] });
    });
  }

  private transaction({ model, method }: Pick<Call, 'model' | 'method'>, run: () => unknown): unknown {
    try {
      const answer = run();
      this.commit();
      return answer;
    } catch (error) {
      this.store.rollback();
      if (error instanceof OdooError) throw error;
      process.stderr.write(`the Odoo stand-in failed in ${model}.${method}: ${String((error as Error).stack)}\n`);
      throw new OdooError('builtins.RuntimeError', String(error));
    }
  }

  close(): void {
    this.journal.close();
  }

  private environment(uid: number, context: Context, begunAt: Instant): Environment {
    const user = this.store.rows('res.users').get(uid);
    if (!user) throw new OdooError('odoo.exceptions.AccessDenied', 'Access Denied');
    const caller = { uid, context, companyIds: companiesOf(context, user) };
    return new Environment(this.registry, this.store, caller, odooTime(begunAt), present);
  }

  private plant(seed: Seed): void {
    const begunAt = odooTime(present());
    const caller = { uid: SUPERUSER, context: {}, companyIds: [1] };
    const env = new Environment(this.registry, this.store, caller, begunAt, present);
    seedBase(env);
    if (seed === 'demo') seedDemo(env);
    this.commit();
  }

  /** Data of the demo shop from before there were journals and its taxes: without them its orders cannot be booked. */
  private complete(): void {
    if (this.store.rows('account.journal').size > 0) return;
    const caller = { uid: SUPERUSER, context: {}, companyIds: [1] };
    const env = new Environment(this.registry, this.store, caller, odooTime(present()), present);
    seedAccounting(env);
    seedDemoTaxes(env);
    this.commit();
  }

  private checkVersion(directory: string): void {
    const [module] = [...this.store.rows('ir.module.module').values()];
    if (String(module?.['installed_version']).startsWith(`${this.registry.version}.`)) return;
    this.journal.close();
    throw new Error(`${directory} holds data of another version than Odoo ${this.registry.version}`);
  }

  /** First on disk, then final. */
  private commit(): void {
    const change = this.store.pending();
    if (change) this.journal.append(change);
    this.store.commit();
  }
}

function contextOf(context: unknown): Context {
  if (context === undefined || context === null || context === false) return {};
  if (typeof context === 'object' && !Array.isArray(context)) return context as Context;
  throw valueError('dictionary update sequence element #0 has length 1; 2 is required');
}
