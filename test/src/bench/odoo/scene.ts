import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOdooClient, type OdooClient, type OdooClientOptions } from '@penstock/connector-odoo';
import { removeStackData } from '@penstock/testing/stack';
import type { Settings } from '../../measuring/command.js';
import { prepareCommerce } from '../../odoo-day/site/commerce.js';
import { Odoo } from '../../odoo-day/site/json-rpc.js';
import { type OdooServer, odooServer } from '../../odoo-day/site/odoo-server.js';
import { openShop, type Shop } from './shop.js';

/** Where everything of one measuring is played. */
export interface OdooScene {
  readonly server: OdooServer;
  /** Odoo as any program sees it, by code that shares nothing with Penstock. */
  readonly odoo: Odoo;
  readonly shop: Shop;
  readonly dataDir: string;
  readonly orders: number;
  readonly rounds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
  /** Penstock's client for it, with a limit and lanes of its own; closed at the end. */
  client(options?: Pick<OdooClientOptions, 'maxConcurrent'>): OdooClient;
}

const PROTOCOLS = ['jsonrpc', 'json2', 'detect'] as const;

/** Plays `work` on the Odoo of the environment, or on the stand-in as a process of its own. Quotations that are left are deleted, goods archived. */
export async function onOdooScene<T>(
  { seed, say }: Settings,
  { orders, rounds }: { readonly orders: number; readonly rounds: number },
  work: (scene: OdooScene) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  for (const folder of ['logs', 'run']) mkdirSync(join(dataDir, folder)); // of the stand-in's process
  const server = await odooServer(process.env, dataDir);
  const clients: OdooClient[] = [];
  const client: OdooScene['client'] = (options = {}) => {
    const made = createOdooClient({
      name: 'odoo.bench',
      protocol: protocolOf(process.env),
      ...server.login,
      ...options,
    });
    clients.push(made);
    return made;
  };
  try {
    await server.process?.start();
    const odoo = new Odoo(server.login);
    await prepareCommerce(odoo);
    const shop = await openShop(odoo, await client().fieldNames());
    const [worked] = await Promise.allSettled([
      work({ server, odoo, shop, dataDir, orders, rounds, seed, say, client }),
    ]);
    const [closed] = await Promise.allSettled([shop.close()]);
    for (const each of [worked, closed]) if (each.status === 'rejected') throw each.reason; // the first is the cause
    return (worked as PromiseFulfilledResult<T>).value;
  } finally {
    for (const each of clients) each.close();
    await server.process?.stop();
    removeStackData(dataDir);
  }
}

/** @throws RangeError for one that there is not */
function protocolOf({ ODOO_PROTOCOL: asked = 'jsonrpc' }: NodeJS.ProcessEnv): (typeof PROTOCOLS)[number] {
  const found = PROTOCOLS.find((each) => each === asked);
  if (found === undefined) throw new RangeError(`ODOO_PROTOCOL must be one of ${PROTOCOLS.join(', ')}, not ${asked}`);
  return found;
}
