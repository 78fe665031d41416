import { inSpan, SpanKind } from '@penstock/observability';
import { z } from 'zod';
import { readRpcAnswer } from '../answers/rpc-answer.js';
import { OdooCredentials, OdooServer, OdooSession } from '../client/errors.js';
import { remembered } from '../client/remembered.js';
import { positionsOf } from './positions.js';
import type { ModelCall, Speak } from './protocol.js';

const version = z.object({ server_version_info: z.tuple([z.number()]).rest(z.unknown()) });

/** JSON-RPC, taken by Odoo 18 and 19: https://www.odoo.com/documentation/18.0/developer/howtos/web_services.html */
export const jsonRpc: Speak = (http, { database, user, password }) => {
  let requestId = 0;

  function request(
    call: string,
    params: { readonly service: string; readonly method: string; readonly args: readonly unknown[] },
    timeoutMs?: number,
  ): Promise<unknown> {
    const attributes = { 'rpc.system': 'jsonrpc', 'rpc.service': params.service, 'rpc.method': call };
    return inSpan(call, { kind: SpanKind.INTERNAL, attributes }, async () => {
      const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', id: (requestId += 1), params });
      return readRpcAnswer(call, await http.post('/jsonrpc', body, timeoutMs === undefined ? {} : { timeoutMs }));
    });
  }

  const userId = remembered(async () => {
    const call = 'common.authenticate';
    const args = [database, user, password, {}];
    const uid = await request(call, { service: 'common', method: 'authenticate', args });
    if (typeof uid === 'number') return uid;
    throw new OdooCredentials(`login or password of ${user} is wrong`, { call, odooName: null });
  });

  async function execute({ model, method, args, context, timeoutMs }: ModelCall): Promise<unknown> {
    const uid = await userId.get();
    const { args: positions, kwargs } = positionsOf(method, args);
    const given = [database, uid, password, model, method, positions, { ...kwargs, context }];
    const params = { service: 'object', method: 'execute_kw', args: given };
    try {
      return await request(`${model}.${method}`, params, timeoutMs);
    } catch (error) {
      if (error instanceof OdooCredentials || error instanceof OdooSession) userId.forget();
      throw error;
    }
  }

  return {
    logIn: () => userId.get(),
    execute,
    async version() {
      const call = 'common.version';
      const read = version.safeParse(await request(call, { service: 'common', method: 'version', args: [] }));
      if (read.success) return read.data.server_version_info[0];
      throw new OdooServer('the answer names no version', { call, odooName: null });
    },
  };
};
