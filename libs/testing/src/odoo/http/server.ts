import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Calls } from '../calls.js';
import { VERSION } from '../services.js';
import type { AdminApi } from './admin-api.js';
import { successReply } from './json-rpc.js';
import type { Reply } from './pages.js';
import { invalidJson, invalidJsonRpc, loginRedirect, notFoundPage, wrongType } from './pages.js';

/** Odoo's own limit on a JSON body is 128 MiB. */
const MAX_BODY_BYTES = 128 * 1024 * 1024;

/** The routes of an Odoo 18 that this stands in for, and the stand-in's own below `/_standin`. */
export function createOdooServer(calls: Calls, admin: AdminApi): Server {
  const route = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const verb = request.method ?? 'GET';
    const body = await bodyOf(request);
    if (url.pathname.startsWith('/_standin/')) return admin.answer(verb, url, body);
    if (url.pathname === '/web/webclient/version_info' && verb === 'POST') return versionReply(body);
    if (url.pathname.startsWith('/json/')) return loginRedirect(url.pathname);
    if (url.pathname !== '/jsonrpc') return notFoundPage();
    if (verb !== 'POST' || !String(request.headers['content-type']).includes('application/json')) return wrongType();
    const envelope = parse(body);
    if (envelope === undefined) return invalidJson();
    if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) return invalidJsonRpc();
    return calls.answer(envelope);
  };
  return createServer((request, response) => {
    route(request).then(
      (reply) => send(response, reply),
      (error: unknown) => send(response, { kind: 'page', status: 500, body: String(error) }),
    );
  });
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

function versionReply(body: string): Reply {
  const envelope = parse(body);
  if (envelope === undefined) return invalidJson();
  if (typeof envelope !== 'object' || envelope === null) return invalidJsonRpc();
  return successReply('id' in envelope ? envelope.id : null, VERSION);
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
  response.writeHead(reply.status, { 'content-type': type, ...(reply.kind === 'page' ? reply.headers : {}) });
  response.end(reply.body);
}
