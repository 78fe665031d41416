import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Calls } from '../calls.js';
import { OdooError } from '../orm/errors.js';
import type { Services } from '../services.js';
import { versionInfo } from '../services.js';
import type { AdminApi } from './admin-api.js';
import { json2Call, json2Error } from './json-2.js';
import { errorReply, jsonRpcCall, successReply } from './json-rpc.js';
import type { Reply } from './pages.js';
import { invalidJson, invalidJsonRpc, loginRedirect, noDatabasePage, notFoundPage, wrongType } from './pages.js';

/** Odoo's own limit on a JSON body is 128 MiB. */
const MAX_BODY_BYTES = 128 * 1024 * 1024;

/** The routes of the Odoo that this stands in for, and the stand-in's own below `/_standin`. */
export function createOdooServer(services: Services, calls: Calls, admin: AdminApi): Server {
  const { version } = services;
  const info = versionInfo(version);

  const jsonRpc = async (request: IncomingMessage, body: string): Promise<Reply> => {
    if (request.method !== 'POST' || !isJson(request)) {
      return wrongType(version, '/jsonrpc', version === 18 ? 'json' : 'jsonrpc');
    }
    const envelope = parse(body);
    if (envelope === undefined) return invalidJson();
    if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) return invalidJsonRpc();
    return attempt(
      () => calls.answer(jsonRpcCall(services, envelope)),
      (error) => errorReply(version, 'id' in envelope ? envelope.id : null, error),
    );
  };

  const json2 = async (request: IncomingMessage, path: string, body: string): Promise<Reply> => {
    const database = request.headers['x-odoo-database'];
    if (!services.serves(database === undefined ? undefined : String(database))) return noDatabasePage();
    if (request.method === 'POST' && body !== '' && !isJson(request)) {
      return wrongType(version, '/json/2/&lt;__model__&gt;/&lt;__method__&gt;', 'json2');
    }
    return attempt(() => calls.answer(json2Call(services, request, path, body)), json2Error);
  };

  const route = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const verb = request.method ?? 'GET';
    const body = await bodyOf(request);
    const path = url.pathname;
    if (path.startsWith('/_standin/')) return admin.answer(verb, url, body);
    if (path === '/web/webclient/version_info' && verb === 'POST') return versionReply(body, info);
    if (version === 19 && (path === '/web/version' || path === '/json/version')) {
      const { server_version: name, server_version_info: parts } = info;
      return { kind: 'json', status: 200, body: JSON.stringify({ version_info: parts, version: name }) };
    }
    if (version === 19 && path.startsWith('/json/2/')) return json2(request, path, body);
    if (path.startsWith('/json/')) return loginRedirect(path);
    return path === '/jsonrpc' ? jsonRpc(request, body) : notFoundPage();
  };
  return createServer((request, response) => {
    route(request).then(
      (reply) => send(response, reply),
      (error: unknown) => send(response, { kind: 'page', status: 500, body: String(error) }),
    );
  });
}

const isJson = ({ headers }: IncomingMessage): boolean => String(headers['content-type']).includes('application/json');

/** A request that is no call at all is answered without being logged. */
async function attempt(run: () => Promise<Reply>, fail: (error: OdooError) => Reply): Promise<Reply> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OdooError) return fail(error);
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new RangeError(`a body over ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined for what is not JSON. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function versionReply(body: string, info: unknown): Reply {
  const envelope = parse(body);
  if (envelope === undefined) return invalidJson();
  if (typeof envelope !== 'object' || envelope === null) return invalidJsonRpc();
  return successReply('id' in envelope ? envelope.id : null, info);
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.kind === 'cut') {
    const { afterMs } = reply;
    if (afterMs === undefined) return;
    const timer = setTimeout(() => response.destroy(), afterMs);
    response.once('close', () => clearTimeout(timer));
    return;
  }
  const type = reply.kind === 'json' ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8';
  response.writeHead(reply.status, { 'content-type': type, ...reply.headers });
  response.end(reply.body);
}
