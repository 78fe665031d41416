import type { HttpClient } from '@penstock/http';
import { parseJson } from '../answers/json.js';
import { unreadable } from '../answers/unreadable.js';
import { OdooCredentials } from '../client/errors.js';
import { jsonRpc } from './json-rpc.js';
import { json2, VERSION_PATH, versionAnswer } from './json2.js';
import type { Account, Protocol } from './protocol.js';

export type ProtocolChoice = 'jsonrpc' | 'json2' | 'detect';

/**
 * The protocol to speak. `detect` takes JSON-2 where the server has it and the key opens it: it takes API keys only, whereas JSON-RPC takes
 * passwords as well.
 */
export async function chooseProtocol(choice: ProtocolChoice, http: HttpClient, account: Account): Promise<Protocol> {
  if (choice === 'jsonrpc' || (choice === 'detect' && !(await hasJson2(http)))) return jsonRpc(http, account);
  const newer = json2(http, account);
  if (choice === 'json2') return newer;
  try {
    await newer.logIn();
    return newer;
  } catch (error) {
    if (error instanceof OdooCredentials) return jsonRpc(http, account);
    throw error;
  }
}

/** Version 18 answers with a redirect to its login page, which nobody must follow. A server that is away has not answered at all. */
async function hasJson2(http: HttpClient): Promise<boolean> {
  const response = await http.get(VERSION_PATH);
  if (response.status === 429 || response.status >= 500) throw unreadable('json.version', response);
  return response.status === 200 && versionAnswer.safeParse(parseJson(response.body)).success;
}
