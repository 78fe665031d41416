import { createHttpClient, type HttpClient } from '@penstock/http';
import { isServerFailure } from '../answers/is-failure.js';
import { OdooFlow } from '../flow/flow.js';
import { watchFlow } from '../flow/flow-metrics.js';
import { perLane } from '../flow/lanes.js';
import { chooseProtocol, type ProtocolChoice } from '../protocols/choose-protocol.js';
import { fieldNamesOf } from '../records/field-names.js';
import type { CallContext } from './call-options.js';
import { OdooUnsupported } from './errors.js';
import { healthPage } from './health-page.js';
import { clientInLane, type Connection } from './lane-client.js';
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
  /** Most calls in flight at once: a worker of Odoo serves one at a time. Fewer while Odoo is slow. Default 4. */
  readonly maxConcurrent?: number;
  /** How many times as long as alone calls may take, on average, before fewer are made at once. Default 2. */
  readonly slowdown?: number;
  /** Milliseconds that a call of many documents should take: what {@link Flow.most} aims at. Default 2,000. */
  readonly bulkMs?: number;
  /** Calls a second, evenly spread. Default: no limit. */
  readonly ratePerSecond?: number;
  /** A client to use instead of one made from these options. */
  readonly http?: HttpClient;
}

export function createOdooClient(options: OdooClientOptions): OdooClient {
  const { name = 'odoo', protocol: choice = 'jsonrpc', ratePerSecond, maxConcurrent = 4 } = options;
  const http =
    options.http ??
    createHttpClient({
      name,
      baseUrl: options.url,
      timeoutMs: options.timeoutMs ?? 60_000,
      maxConcurrent,
      maxResponseBytes: 64 * 1024 * 1024,
      isFailure: isServerFailure,
      honoursRetryAfter: true,
      ...(ratePerSecond !== undefined && { ratePerSecond }),
    });
  const { slowdown = 2, bulkMs = 2_000 } = options;
  const look = options.http ? {} : { look: healthPage(options.url) };
  const flow = new OdooFlow({ name, most: maxConcurrent, slowdown, bulkMs, ...look });
  const endWatch = watchFlow(name, flow);
  const protocol = remembered(() => chooseProtocol(choice, http, options));
  const names = remembered(async () => {
    const version = await (await protocol.get()).version();
    const found = fieldNamesOf(version);
    if (found) return found;
    const words = `it is Odoo ${version}, and only 18 and 19 are supported`;
    throw new OdooUnsupported(words, { call: 'version', odooName: null });
  });

  const connection: Connection = {
    ...{ name, flow, protocol, names, context: options },
    inLane: (lane) => lanes[lane],
    close() {
      endWatch();
      http.close();
    },
  };
  const lanes = perLane((lane) => clientInLane(lane, connection));
  return lanes.orders;
}
