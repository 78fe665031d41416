import { createHttpClient, type HttpClient } from '@penstock/http';
import { z } from 'zod';
import { loadedIds } from '../answers/load-answer.js';
import { refuseWizard } from '../answers/wizard.js';
import { chooseProtocol, type ProtocolChoice } from '../protocols/choose-protocol.js';
import { fieldNamesOf } from '../records/field-names.js';
import { type CallContext, contextOf } from './call-options.js';
import { after } from './domain.js';
import { OdooServer } from './errors.js';
import type { OdooClient } from './odoo-client.js';
import { remembered } from './remembered.js';

/** Companies, language, time zone and context hold for every call that does not say otherwise. */
export interface OdooClientOptions extends CallContext {
  /** Address of the server, such as `https://erp.example.com`. */
  readonly url: string;
  readonly database: string;
  readonly user: string;
  /** Password or API key: JSON-RPC takes either, JSON-2 an API key only. */
  readonly password: string;
  /** Default `jsonrpc`, which both supported versions speak. */
  readonly protocol?: ProtocolChoice;
  /** For spans and errors. Default `odoo`. */
  readonly name?: string;
  /**
   * Milliseconds. Odoo retries a hot row by itself for up to 20 s before it gives up: a shorter timeout makes an ambiguous answer of a plain
   * refusal. Default 60,000.
   */
  readonly timeoutMs?: number;
  /** Calls in flight at once: a worker of Odoo serves one at a time. Default 4. */
  readonly maxConcurrent?: number;
  /** Calls a second, evenly spread. Default: no limit. */
  readonly ratePerSecond?: number;
  /** A client to use instead of one made from these options. */
  readonly http?: HttpClient;
}

const PAGE = 500;

/**
 * Failures in a row that open the circuit. More than usual: on JSON-2 the status of a wrong field or of a lost race is 500 as well, and a few
 * bad orders must not stop the good ones.
 */
const CONSECUTIVE_FAILURES = 20;

export function createOdooClient(options: OdooClientOptions): OdooClient {
  const { name = 'odoo', protocol: choice = 'jsonrpc', ratePerSecond } = options;
  const http =
    options.http ??
    createHttpClient({
      name,
      baseUrl: options.url,
      timeoutMs: options.timeoutMs ?? 60_000,
      maxConcurrent: options.maxConcurrent ?? 4,
      maxResponseBytes: 64 * 1024 * 1024,
      ...(ratePerSecond !== undefined && { ratePerSecond }),
      ...(choice !== 'jsonrpc' && { breaker: { consecutiveFailures: CONSECUTIVE_FAILURES } }),
    });
  const protocol = remembered(() => chooseProtocol(choice, http, options));
  const names = remembered(async () => {
    const found = fieldNamesOf(await (await protocol.get()).version());
    if (found) return found;
    throw new OdooServer('only Odoo 18 and 19 are supported', { call: 'version', odooName: null });
  });

  const client: OdooClient = {
    name,
    authenticate: async () => (await protocol.get()).logIn(),
    fieldNames: () => names.get(),

    async call(model, method, args, { refuseWizard: refuse = false, timeoutMs, ...given } = {}) {
      const spoken = await protocol.get();
      const answer = await spoken.execute({ model, method, args, context: contextOf(options, given), timeoutMs });
      return refuse ? refuseWizard(`${model}.${method}`, answer) : answer;
    },

    async searchRead(model, domain, shape, { order = 'id', limit, offset, ...context } = {}) {
      const fields = Object.keys(shape.shape).filter((field) => field !== 'id');
      const page = { order, ...(limit !== undefined && { limit }), ...(offset !== undefined && { offset }) };
      const read = z
        .array(shape)
        .safeParse(await client.call(model, 'search_read', { domain, fields, ...page }, context));
      if (read.success) return read.data;
      const problem = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
      throw new OdooServer(`a record is not as expected: ${problem}`, { call: `${model}.search_read`, odooName: null });
    },

    async readAll(model, domain, shape, { pageSize = PAGE, ...context } = {}) {
      const all: z.output<typeof shape>[] = [];
      for (let last = 0; ;) {
        const page = await client.searchRead(model, after(last, domain), shape, { ...context, limit: pageSize });
        all.push(...page);
        if (page.length < pageSize) return all;
        last = page.at(-1)?.id ?? last;
      }
    },

    async load(model, fields, rows, given = {}) {
      // Without the first every load posts notes and mails followers; without the second times are read in the user's zone.
      const context = { tracking_disable: true, tz: 'UTC', ...given.context };
      return loadedIds(model, await client.call(model, 'load', { fields, data: rows }, { ...given, context }));
    },

    close: () => http.close(),
  };
  return client;
}
