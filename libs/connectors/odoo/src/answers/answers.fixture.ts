import type { HttpResponse } from '@penstock/http';

/** Stands in `debug` where real servers send a traceback with values in it. */
export const TRACEBACK = '<traceback>';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };

/** The result of a JSON-RPC call; without one the method returned nothing. */
export const rpcResult = (result?: unknown): HttpResponse => json2Result({ jsonrpc: '2.0', id: 1, result });

export const rpcError = (name: string, message: string): HttpResponse =>
  json2Result({
    jsonrpc: '2.0',
    id: 1,
    error: { code: 200, message: 'Odoo Server Error', data: { ...pythonError(name, message) } },
  });

export const json2Result = (body: unknown): HttpResponse => ({
  status: 200,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});

export const json2Error = (status: number, name: string, message: string): HttpResponse => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify(pythonError(name, message)),
});

/** What proxies, login pages and broken servers send. */
export const page = (status: number): HttpResponse => ({
  status,
  headers: HTML_TYPE,
  body: `<!doctype html><title>${status}</title><pre>${TRACEBACK}</pre>`,
});

const pythonError = (name: string, message: string) => ({
  name,
  message,
  arguments: [message, TRACEBACK],
  context: {},
  debug: TRACEBACK,
});
