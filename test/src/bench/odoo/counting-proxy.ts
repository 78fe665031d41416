import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that went through. */
export interface PassedCall {
  /** Such as `stock.move.line.search_read`; the path, where it is no call of a model. */
  readonly name: string;
  /** By `performance.now()`. */
  readonly begunAt: number;
  readonly endedAt: number;
  /** Records in the answer; 0 where it is no list of records. */
  readonly rows: number;
  /** Of the answer. */
  readonly bytes: number;
}

/** Stands between the adapter and Odoo, changes nothing, and writes down every call. */
export class CountingProxy {
  readonly calls: PassedCall[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param target address of the Odoo, without TLS */
  static async before(target: string): Promise<CountingProxy> {
    const server = createServer((incoming, outgoing) => void proxy.pass(target, incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new CountingProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return proxy;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const begunAt = performance.now();
    const asked = await bytesOf(incoming);
    const { method, url: path = '/', headers } = incoming;
    const forward = request(new URL(path, target), { method, headers: { ...headers, host: new URL(target).host } });
    forward.on('error', () => outgoing.destroy()); // the adapter sees what it would see without us: a connection that breaks
    forward.on('response', (response) => {
      void bytesOf(response).then((answer) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers).end(answer);
        const endedAt = performance.now();
        this.calls.push({ name: nameOf(path, asked), begunAt, endedAt, rows: rowsOf(answer), bytes: answer.length });
      });
    });
    forward.end(asked);
  }
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface RpcBody {
  readonly params?: { readonly method?: string; readonly args?: readonly unknown[] };
}

/** From the arguments of `execute_kw` on JSON-RPC, or the path of JSON-2. */
function nameOf(path: string, body: Buffer): string {
  if (path.startsWith('/json/2/')) return path.slice('/json/2/'.length).replace('/', '.');
  if (path !== '/jsonrpc') return path;
  const { params } = JSON.parse(body.toString()) as RpcBody;
  const [, , , model, method] = params?.args ?? [];
  return params?.method === 'execute_kw' ? `${String(model)}.${String(method)}` : (params?.method ?? path);
}

function rowsOf(answer: Buffer): number {
  if (!/^\s*[[{]/.test(answer.toString('latin1', 0, 20))) return 0;
  const body = JSON.parse(answer.toString()) as { result?: unknown };
  const result = Array.isArray(body) ? body : body.result;
  return Array.isArray(result) ? result.length : 0;
}
