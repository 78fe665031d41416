import { ask, type OdooAccess, warehouseOf } from '@penstock/local';
import type { Fault, LoggedRequest, OdooAction } from '@penstock/testing/odoo';

/** Odoo, seen past the product: by its own remote procedures, its request log, and the hands of a person at its screens. */
export interface OdooServer {
  /** A call as any client makes it. Throws an Error with Odoo's words. https://www.odoo.com/documentation/18.0/developer/reference/external_api.html */
  call<Result>(model: string, method: string, args: unknown[], kwargs?: object): Promise<Result>;
  /** `search_read`: the records of a domain, with these fields. */
  find<Found extends object>(
    model: string,
    domain: readonly Condition[],
    fields: readonly (keyof Found & string)[],
  ): Promise<Found[]>;
  /** All calls that Odoo was sent, answered or not. */
  requests(model: string, method: string): Promise<LoggedRequest[]>;
  /** What a person does at the screens; nothing of it is in the request log. */
  person<Result>(action: OdooAction): Promise<Result>;
  /** Somebody counts a product in the stock location and applies the count. */
  count(sku: string, pieces: number): Promise<void>;
  /** Replaces all faults; `{ mode: 'none' }` ends them. */
  fault(...faults: readonly Fault[]): Promise<void>;
}

/** `['client_order_ref', '=', '#1001']` */
export type Condition = readonly [field: string, operator: string, value: unknown];

interface Answer<Result> {
  readonly result?: Result;
  readonly error?: { readonly data: { readonly name: string; readonly message: string } };
}

export function odooServer(access: OdooAccess): OdooServer {
  const { url, database, user, password } = access;
  const remote = async <Result>(service: string, method: string, args: unknown[]): Promise<Result> => {
    const body = { jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } };
    const answer = await ask<Answer<Result>>(`${url}/jsonrpc`, { method: 'POST', body });
    if (answer.error) throw new Error(`${answer.error.data.name}: ${answer.error.data.message}`);
    return answer.result as Result;
  };
  const call = async <Result>(model: string, method: string, args: unknown[], kwargs: object = {}) => {
    const uid = await remote<number>('common', 'login', [database, user, password]);
    return remote<Result>('object', 'execute_kw', [database, uid, password, model, method, args, kwargs]);
  };
  return {
    call,
    find: (model, domain, fields) => call(model, 'search_read', [domain], { fields }),
    requests: (model, method) => ask(`${url}/_standin/requests?${new URLSearchParams({ model, method }).toString()}`),
    async person<Result>(action: OdooAction) {
      const { result } = await ask<{ result: Result }>(`${url}/_standin/actions`, { method: 'POST', body: action });
      return result;
    },
    async count(sku, pieces) {
      const [productId] = await call<number[]>('product.product', 'search', [[['default_code', '=', sku]]]);
      if (productId === undefined) throw new Error(`Odoo has no product ${sku}`);
      await warehouseOf(access).count(productId, pieces);
    },
    fault: async (...faults) => void (await ask(`${url}/_standin/faults`, { method: 'PUT', body: faults })),
  };
}
