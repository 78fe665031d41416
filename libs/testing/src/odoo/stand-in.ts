import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Calls } from './calls.js';
import type { Seed } from './database.js';
import { Database } from './database.js';
import type { Fault } from './faults.js';
import { Faults } from './faults.js';
import { AdminApi } from './http/admin-api.js';
import { createOdooServer } from './http/server.js';
import type { OdooVersion } from './orm/version.js';
import type { LoggedRequest, RequestFilter } from './request-log.js';
import { RequestLog } from './request-log.js';
import { Services } from './services.js';

export interface OdooStandInOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Records and request log are kept here; without it, in a folder that is gone after `stop`. */
  readonly dataDir?: string;
  /** What a fresh database holds besides the base data; ignored where data is found. */
  readonly seed?: Seed;
  /** 18, the default, or 19. A data folder keeps the version that began it. */
  readonly version?: OdooVersion;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  /** Works wherever the password does. */
  readonly apiKey?: string;
}

export interface OdooAction {
  readonly model: string;
  readonly method: string;
  readonly args?: unknown[];
  readonly kwargs?: Record<string, unknown>;
}

export interface OdooStandIn {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly version: OdooVersion;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** The calls ever made to this data folder, oldest first. */
  requests(filter?: RequestFilter): LoggedRequest[];
  /** Replaces all faults. */
  setFault(fault: Fault | readonly Fault[]): void;
  /** Does as the administrator what a person does in Odoo's screens; neither logged nor struck by faults. */
  perform(action: OdooAction): unknown;
  /** Cuts open connections and closes; what was committed stays on disk. */
  stop(): Promise<void>;
}

/** Starts a stand-in of Odoo 18 or 19 on 127.0.0.1. Rejects when the port is taken. */
export async function startOdooStandIn(options: OdooStandInOptions = {}): Promise<OdooStandIn> {
  const { port = 0, seed = 'none', database = 'odoo', user = 'admin', password = 'admin', apiKey } = options;
  const version = options.version ?? 18;
  const directory = options.dataDir ?? mkdtempSync(join(tmpdir(), 'odoo-stand-in-'));
  const records = new Database(directory, seed, version);
  const log = new RequestLog(join(directory, 'requests.jsonl'));
  const faults = new Faults();
  const services = new Services(records, version, { database, user, password, apiKey });
  const admin = new AdminApi(records, faults, log);
  const stopping = new AbortController();
  const server = createOdooServer(services, new Calls(records, faults, log, stopping.signal), admin);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    version,
    database,
    user,
    password,
    requests: (filter) => log.read(filter),
    setFault: (fault) => faults.set(fault),
    perform: (action) => admin.perform(action),
    async stop() {
      stopping.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      records.close();
      log.close();
      if (options.dataDir === undefined) rmSync(directory, { recursive: true });
    },
  };
}
