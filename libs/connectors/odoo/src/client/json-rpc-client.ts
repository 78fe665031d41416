import { createHttpClient, type HttpClient } from '@penstock/http';
import { inSpan, SpanKind } from '@penstock/observability';
import { z } from 'zod';
import { type FieldNames, fieldNamesOf } from '../records/field-names.js';
import { OdooCredentials, OdooServer, OdooSession } from './errors.js';
import { loadedIds } from './load-answer.js';
import type { OdooClient } from './odoo-client.js';
import { readAnswer } from './read-answer.js';

export interface OdooClientOptions {
  /** Address of the server, such as `https://erp.example.com`. */
  readonly url: string;
  readonly database: string;
  readonly user: string;
  /** Password or API key: Odoo takes either. */
  readonly password: string;
  /** For spans and errors. Default `odoo`. */
  readonly name?: string;
  /**
   * Milliseconds. Odoo retries a hot row by itself for up to 20 s before it gives up: a shorter timeout makes an ambiguous answer of a plain
   * refusal. Default 60,000.
   */
  readonly timeoutMs?: number;
  /** Calls in flight at once: a worker of Odoo serves one at a time. Default 4. */
  readonly maxConcurrent?: number;
  /** A client to use instead of one made from these options. */
  readonly http?: HttpClient;
}

const version = z.object({ server_version_info: z.tuple([z.number()]).rest(z.unknown()) });
const PAGE = 500;

/** JSON-RPC, taken by Odoo 18 and 19: https://www.odoo.com/documentation/18.0/developer/howtos/web_services.html */
export function createOdooClient(options: OdooClientOptions): OdooClient {
  const { database, user, password, name = 'odoo' } = options;
  const http =
    options.http ??
    createHttpClient({
      name,
      baseUrl: options.url,
      timeoutMs: options.timeoutMs ?? 60_000,
      maxConcurrent: options.maxConcurrent ?? 4,
      maxResponseBytes: 64 * 1024 * 1024,
    });
  let requestId = 0;
  let loggedIn: Promise<number> | undefined;
  let names: Promise<FieldNames> | undefined;

  function request(call: string, service: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const attributes = { 'rpc.system': 'jsonrpc', 'rpc.service': service, 'rpc.method': call };
    return inSpan(call, { kind: SpanKind.INTERNAL, attributes }, async () => {
      const body = { jsonrpc: '2.0', method: 'call', id: (requestId += 1), params: { service, method, args } };
      return readAnswer(call, await http.post('/jsonrpc', JSON.stringify(body)));
    });
  }

  async function logIn(): Promise<number> {
    const call = 'common.authenticate';
    const uid = await request(call, 'common', 'authenticate', [database, user, password, {}]);
    if (typeof uid === 'number') return uid;
    throw new OdooCredentials(`login or password of ${user} is wrong`, { call, odooName: null });
  }

  async function readNames(): Promise<FieldNames> {
    const call = 'common.version';
    const read = version.safeParse(await request(call, 'common', 'version', []));
    const found = read.success ? fieldNamesOf(read.data.server_version_info[0]) : undefined;
    if (!found) throw new OdooServer('only Odoo 18 and 19 are supported', { call, odooName: null });
    return found;
  }

  const client: OdooClient = {
    name,
    // One login for all that wait for it; one that failed is tried again by the next call.
    authenticate: () => (loggedIn ??= logIn().catch((error: unknown) => forget(() => (loggedIn = undefined), error))),
    fieldNames: () => (names ??= readNames().catch((error: unknown) => forget(() => (names = undefined), error))),

    async call(model, method, args, kwargs = {}) {
      const uid = await client.authenticate();
      try {
        return await request(`${model}.${method}`, 'object', 'execute_kw', [
          database,
          uid,
          password,
          model,
          method,
          args,
          kwargs,
        ]);
      } catch (error) {
        if (error instanceof OdooCredentials || error instanceof OdooSession) loggedIn = undefined;
        throw error;
      }
    },

    async searchRead(model, domain, shape, { order = 'id', ...rest } = {}) {
      const fields = Object.keys(shape.shape).filter((field) => field !== 'id');
      const records = await client.call(model, 'search_read', [domain], { fields, order, ...rest });
      const read = z.array(shape).safeParse(records);
      if (read.success) return read.data;
      const problem = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
      throw new OdooServer(`a record is not as expected: ${problem}`, { call: `${model}.search_read`, odooName: null });
    },

    async readAll(model, domain, shape, { pageSize = PAGE, ...rest } = {}) {
      const all: z.output<typeof shape>[] = [];
      for (let after = 0; ;) {
        const page = await client.searchRead(model, ['&', ['id', '>', after], ...conjunction(domain)], shape, {
          ...rest,
          limit: pageSize,
        });
        all.push(...page);
        if (page.length < pageSize) return all;
        after = page.at(-1)?.id ?? after;
      }
    },

    async load(model, fields, rows) {
      // Without the first every load posts notes and mails followers; without the second times are read in the user's zone.
      const context = { tracking_disable: true, tz: 'UTC' };
      return loadedIds(model, await client.call(model, 'load', [fields, rows], { context }));
    },

    close: () => http.close(),
  };
  return client;
}

function forget(reset: () => void, error: unknown): never {
  reset();
  throw error;
}

/** Makes one operand of a domain whose leaves are implicitly joined by "and", so that another may be put before it. */
function conjunction(domain: readonly unknown[]): readonly unknown[] {
  if (domain.length === 0) return [['id', '!=', 0]];
  const leaves = domain.filter((each) => Array.isArray(each)).length;
  const operators = domain.filter((each) => each === '&' || each === '|').length;
  return [...Array<string>(Math.max(0, leaves - operators - 1)).fill('&'), ...domain];
}
