import type { z } from 'zod';
import type { Flow } from '../flow/flow.js';
import type { Lane } from '../flow/lanes.js';
import type { FieldNames } from '../records/field-names.js';
import type { CallContext, CallOptions } from './call-options.js';
import type { ArgumentsOf, MethodOf } from './methods.js';

/** A zod object that names the fields to read and gives the record's type. */
export type RecordShape<T> = z.ZodType<T> & { readonly shape: object };

/** A condition of a search: `[['state', '=', 'done'], '|', …]` in Odoo's prefix notation. */
export type Domain = readonly unknown[];

export interface SearchReadOptions extends CallContext {
  readonly order?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/**
 * One Odoo database, as the rest of Penstock uses it. JSON-RPC (18, 19) and JSON-2 (19) are behind it and cannot be told apart.
 *
 * All methods throw
 * - `HttpUnavailable` when the call was certainly not processed,
 * - `HttpAmbiguous` or {@link OdooAmbiguous} when it may have been: look the effect up before repeating it,
 * - another {@link OdooError} that says what to do about the answer.
 */
export interface OdooClient {
  /** For spans and errors, such as `odoo.main`. */
  readonly name: string;

  /** How many calls, and how large ones, Odoo bears just now. The same for all lanes. */
  readonly flow: Flow;

  /** The same client, its calls waiting in that lane. Of a new client: `orders`. */
  inLane(lane: Lane): OdooClient;

  /** Logs in; done by itself before the first call that needs it. @returns the user's id @throws {OdooCredentials} */
  authenticate(): Promise<number>;

  /** What the fields of this server's version are called. @throws {OdooUnsupported} */
  fieldNames(): Promise<FieldNames>;

  /**
   * A method with its arguments by name: `call('sale.order', 'action_confirm', { ids: [5] })`. A call is one transaction: all of it or nothing.
   * @returns what Odoo answers; null where it returns nothing
   */
  call<Model extends string, Method extends MethodOf<Model>>(
    model: Model,
    method: Method,
    args: ArgumentsOf<Method>,
    options?: CallOptions,
  ): Promise<unknown>;

  /** Records that satisfy the domain, with the fields that the shape names. @throws {OdooServer} when a record has another shape */
  searchRead<T>(model: string, domain: Domain, shape: RecordShape<T>, options?: SearchReadOptions): Promise<T[]>;

  /** All records of a domain, page by page in the order of their ids: a row that changes meanwhile is neither skipped nor doubled. */
  readAll<T extends { readonly id: number }>(
    model: string,
    domain: Domain,
    shape: RecordShape<T>,
    options?: CallContext & { readonly pageSize?: number },
  ): Promise<T[]>;

  /**
   * Creates or updates records by external ids, all of them or none: https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#odoo.models.Model.load
   * @param rows texts; an empty one clears the field; times in UTC
   * @returns database ids of the records, lines not included
   * @throws {OdooValidation} naming the field and Odoo's message @throws {OdooLostRace} when another call made the same record meanwhile
   */
  load(
    model: string,
    fields: readonly string[],
    rows: readonly (readonly string[])[],
    options?: CallContext,
  ): Promise<readonly number[]>;

  close(): void;
}
