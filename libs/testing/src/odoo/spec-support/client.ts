import type { OdooStandIn } from '../stand-in.js';

interface Envelope {
  readonly result?: unknown;
  readonly error?: { code: number; message: string; data: { name: string; debug: string; message: string } };
}

/** An error answer, thrown with the name a client classes it by. */
export class RpcError extends Error {
  constructor(readonly data: { name: string; debug: string; message: string }) {
    super(data.message);
    this.name = data.name;
  }
}

export const post = (standIn: OdooStandIn, body: unknown, init: RequestInit = {}): Promise<Response> =>
  fetch(`${standIn.url}/jsonrpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });

/** The whole envelope of a service's answer. */
export async function envelope(
  standIn: OdooStandIn,
  service: string,
  method: string,
  args: unknown[],
): Promise<Envelope> {
  const response = await post(standIn, { jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } });
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  return (await response.json()) as Envelope;
}

/** Calls as the administrator, the way an adapter does. @throws RpcError */
export function clientOf(standIn: OdooStandIn, uid = 2) {
  return async function call<T = never>(
    model: string,
    method: string,
    args: unknown[] = [],
    kwargs: Record<string, unknown> = {},
  ): Promise<T> {
    const { database, password } = standIn;
    const answer = await envelope(standIn, 'object', 'execute_kw', [database, uid, password, model, method, args, kwargs]); // prettier-ignore
    if (answer.error) throw new RpcError(answer.error.data);
    return answer.result as T;
  };
}

export type Client = ReturnType<typeof clientOf>;

export type Shown = Record<string, unknown> & { id: number };

/** A customer, and the id of a demo product. */
export const newCustomer = async (call: Client): Promise<number> =>
  (await call<number[]>('res.partner', 'create', [[{ name: 'Jane Shop', ref: 'C-1001' }]]))[0] ?? 0;

export const productId = async (call: Client, sku: string): Promise<number> =>
  (await call<number[]>('product.product', 'search', [[['default_code', '=', sku]]]))[0] ?? 0;

/** What is on hand of a product in WH/Stock, over all its quants. */
export async function onHand(call: Client, product: number, location = 8): Promise<number> {
  const domain = [['product_id', '=', product], ['location_id', '=', location]]; // prettier-ignore
  const quants = await call<{ quantity: number }[]>('stock.quant', 'search_read', [domain], { fields: ['quantity'] });
  return quants.reduce((sum, { quantity }) => sum + quantity, 0);
}
