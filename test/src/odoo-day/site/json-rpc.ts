import { setTimeout as wait } from 'node:timers/promises';

export interface OdooLogin {
  /** Without a path. */
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly data: { readonly name: string; readonly message: string } };
}

/** Odoo said no, in its own words. */
export class OdooRefused extends Error {
  constructor(
    /** Such as `odoo.exceptions.UserError`. */
    readonly odooName: string,
    message: string,
  ) {
    super(`${odooName}: ${message}`);
  }
}

/** `['state', '=', 'sale']`, or an operator of the prefix notation. */
export type Condition = readonly [field: string, operator: string, value: unknown] | '|' | '&' | '!';

const ANSWER_WITHIN_MS = 90_000;
/** Odoo is killed and started again while a day goes on; one that stays away longer is the failure of the run. */
const AWAY_AT_MOST_MS = 120_000;
const EVERY_MS = 250;

/**
 * Odoo as any program outside of Penstock sees it: `/jsonrpc`, by code of its own.
 * https://www.odoo.com/documentation/18.0/developer/reference/external_api.html
 */
export class Odoo {
  private uid: Promise<number> | undefined;

  constructor(readonly login: OdooLogin) {}

  /** One call. @throws {OdooRefused}; TypeError where nobody answers */
  async call<Result>(model: string, method: string, args: readonly unknown[], kwargs: object = {}): Promise<Result> {
    const { database, user, password } = this.login;
    this.uid ??= this.remote<number>('common', 'login', [database, user, password]);
    const uid = await this.uid.catch((error: unknown) => {
      this.uid = undefined;
      throw error;
    });
    return this.remote('object', 'execute_kw', [database, uid, password, model, method, args, kwargs]);
  }

  /** Reads records; waits where Odoo is away, as reading may be repeated. Archived ones too. */
  find<Found extends object>(
    model: string,
    domain: readonly Condition[],
    fields: readonly (keyof Found & string)[],
  ): Promise<Found[]> {
    const context = { active_test: false };
    return this.patiently(() => this.call<Found[]>(model, 'search_read', [domain], { fields, context, order: 'id' }));
  }

  /** Repeats until Odoo answers. Only for what may be done twice. @throws {OdooRefused} unless it lost a race */
  async patiently<Result>(work: () => Promise<Result>): Promise<Result> {
    const deadline = performance.now() + AWAY_AT_MOST_MS;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const isFinal = error instanceof OdooRefused && !LOST_RACES.test(error.odooName);
        if (isFinal || performance.now() > deadline) throw error;
      }
      await wait(EVERY_MS);
    }
  }

  private async remote<Result>(service: string, method: string, args: readonly unknown[]): Promise<Result> {
    const response = await fetch(`${this.login.url}/jsonrpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!response.ok) throw new TypeError(`${this.login.url} answered ${response.status}`);
    const { error, result } = (await response.json()) as Answer;
    if (error) throw new OdooRefused(error.data.name, error.data.message);
    return result as Result;
  }
}

const LOST_RACES =
  /SerializationFailure|LockNotAvailable|DeadlockDetected|OperationalError|UniqueViolation|InterfaceError/;
