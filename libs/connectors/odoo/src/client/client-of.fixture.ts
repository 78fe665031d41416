import { json2Result, rpcResult } from '../answers/answers.fixture.js';
import { createOdooClient, type OdooClient, type OdooClientOptions } from '../index.js';
import type { FakeHttp } from './fake-http.fixture.js';

/** What servers say of their version and of whoever logs in. */
export const USER = rpcResult(2);
export const WHOSE_KEY = json2Result({ lang: 'en_US', tz: false, uid: 2 });
export const VERSION_18 = rpcResult({ server_version: '18.0', server_version_info: [18, 0, 0, 'final', 0, ''] });
export const VERSION_19 = json2Result({ version_info: [19, 0, 0, 'final', 0, ''], version: '19.0' });

export const clientOf = (http: FakeHttp, more: Partial<OdooClientOptions> = {}): OdooClient =>
  createOdooClient({ url: 'http://unused', database: 'odoo18', user: 'admin', password: 'secret', http, ...more });
