import { inSpan, SpanKind } from '@penstock/observability';
import { z } from 'zod';
import { readJson2Answer } from '../answers/json2-answer.js';
import { OdooCredentials, OdooServer } from '../client/errors.js';
import { remembered } from '../client/remembered.js';
import type { ModelCall, Speak } from './protocol.js';

/** Where Odoo 19 says its version, to whoever asks; 18 redirects from here to its login page. */
export const VERSION_PATH = '/json/version';
export const versionAnswer = z.object({ version_info: z.tuple([z.number()]).rest(z.unknown()) });

const userContext = z.object({ uid: z.number() });

/** JSON-2, since Odoo 19: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html */
export const json2: Speak = (http, { database, password }) => {
  const headers = { authorization: `bearer ${password}`, 'x-odoo-database': database };

  function execute({ model, method, args, context, timeoutMs }: ModelCall): Promise<unknown> {
    const call = `${model}.${method}`;
    const attributes = { 'rpc.system': 'odoo_json2', 'rpc.service': model, 'rpc.method': call };
    return inSpan(call, { kind: SpanKind.INTERNAL, attributes }, async () => {
      const path = `/json/2/${encodeURIComponent(model)}/${encodeURIComponent(method)}`;
      const options = { headers, ...(timeoutMs !== undefined && { timeoutMs }) };
      try {
        return readJson2Answer(call, await http.post(path, JSON.stringify({ ...args, context }), options));
      } catch (error) {
        if (error instanceof OdooCredentials) userId.forget();
        throw error;
      }
    });
  }

  /** There is no login, the key goes with every call: the cheapest of them tells whose it is. */
  const userId = remembered(async () => {
    const read = userContext.safeParse(
      await execute({ model: 'res.users', method: 'context_get', args: {}, context: {} }),
    );
    if (read.success) return read.data.uid;
    throw new OdooServer('the answer names no user', { call: 'res.users.context_get', odooName: null });
  });

  return {
    logIn: () => userId.get(),
    execute,
    async version() {
      const call = 'json.version';
      const read = versionAnswer.safeParse(readJson2Answer(call, await http.get(VERSION_PATH)));
      if (read.success) return read.data.version_info[0];
      throw new OdooServer('the answer names no version', { call, odooName: null });
    },
  };
};
