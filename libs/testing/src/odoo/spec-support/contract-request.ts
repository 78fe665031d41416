import type { RecordedIds } from './contract-ids.js';
import type { ModelCall, RecordedStep } from './contract-recording.js';
import { calledBy, withArguments } from './contract-recording.js';
import type { ContractServer } from './contract-server.js';

/** Steps that the user `low` took. */
const BY_LOW = /^auth_low_user$|_low_user$|^error_access_/;

/** The step's request as it is sent to a server: its ids, its database, its credentials. @throws UnknownRecord */
export function requestFor(server: ContractServer, step: RecordedStep, ids: RecordedIds): [url: string, RequestInit] {
  const { method, path, headers, body } = step.request;
  const call = calledBy(step);
  const own = call && ids.knows(call.model) ? withArguments(step, translated(call, ids)) : body;
  const key = BY_LOW.test(step.step) ? server.apiKeys.low : server.apiKeys.admin;
  const fill = (text: string, quoted: (value: string) => string): string =>
    text
      .replaceAll('<password>', quoted(step.step.endsWith('bad_password') ? 'wrong' : server.password))
      .replaceAll('<api-key>', quoted(key ?? server.password))
      .replaceAll(/\bodoo1[89]\b/g, quoted(server.database))
      .replaceAll('"admin"', JSON.stringify(server.user));
  const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);
  const text = typeof own === 'string' ? own : own === null ? undefined : fill(JSON.stringify(own), inJson);
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, String)]));
  return [server.url + path, { method, headers: sent, redirect: 'manual', ...(text === undefined ? {} : { body: text }) }]; // prettier-ignore
}

/** Whether the step cannot be sent for want of a key of its user. */
export const lacksKey = (server: ContractServer, step: RecordedStep): boolean =>
  step.request.path.startsWith('/json/2/') && BY_LOW.test(step.step) && server.apiKeys.low === undefined;

/** The call with the server's own ids. */
function translated({ model, method, named }: ModelCall, ids: RecordedIds): ModelCall {
  const own = { ...named };
  const { vals_list: list, fields, data, domain, ids: given, context, vals } = named;
  if (Array.isArray(list)) own['vals_list'] = list.map((each) => ids.vals(model, each));
  else if (list !== undefined) own['vals_list'] = ids.vals(model, list);
  if (method === 'load') own['data'] = ids.rows(model, fields as string[], data as string[][]);
  if (domain !== undefined) own['domain'] = ids.domain(model, domain);
  if (given !== undefined && method !== 'create') own['ids'] = ids.ownAll(model, given);
  if (method === 'write' && vals !== undefined) own['vals'] = ids.vals(model, vals);
  if (context !== undefined) own['context'] = ids.context(context);
  return { model, method, named: own };
}
