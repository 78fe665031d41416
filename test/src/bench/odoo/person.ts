import { setTimeout as wait } from 'node:timers/promises';
import { type Random, randomFrom } from '../../measuring/random.js';
import type { OdooLogin } from '../../odoo-day/site/json-rpc.js';

/** What a person at Odoo's screens does. */
export const ACTIONS = ['list', 'form', 'note'] as const;
export type Action = (typeof ACTIONS)[number];

/** One thing that a person did, and for how long the screen showed nothing new. */
export interface Waited {
  readonly action: Action;
  readonly millis: number;
}

/** Between two things that a person does: to read, to move a hand. Half of it to one and a half. */
const PAUSE_MS = 1_000;

const LIST = ['name', 'date_order', 'client_order_ref', 'amount_total', 'state'];
const LINE = ['name', 'product_uom_qty', 'price_unit', 'price_subtotal'];
const named = { fields: { display_name: {} } };
const each = (fields: readonly string[]): object => Object.fromEntries(fields.map((field) => [field, {}]));
const SCREENS = {
  list: { ...each(LIST), partner_id: named, company_id: named },
  form: {
    ...each([...LIST, 'note', 'amount_untaxed', 'amount_tax']),
    partner_id: named,
    order_line: { fields: { ...each(LINE), product_id: named } },
  },
};

/**
 * Works on orders as the web client does, one thing after the other with pauses between: looks at the list of orders, opens one of their own,
 * writes a note on it. After a login, so that requests are as cheap as a browser's.
 * https://github.com/odoo/odoo/blob/18.0/addons/web/static/src/core/network/rpc.js (the request) ·
 * https://github.com/odoo/odoo/blob/18.0/addons/web/models/models.py (web_search_read, web_read)
 * @param orders sale.order ids that nobody else works on
 */
export async function work(
  login: OdooLogin,
  orders: readonly number[],
  seed: number,
  signal: AbortSignal,
): Promise<Waited[]> {
  const random = randomFrom(seed);
  const call = await loggedIn(login);
  const done: Waited[] = [];
  for (const action of ACTIONS) await act(call, action, orders, random); // the first of each reads what later ones find
  for (let nth = 0; !signal.aborted; nth += 1) {
    const action = ACTIONS[nth % ACTIONS.length] ?? 'list';
    await wait(PAUSE_MS / 2 + random.below(PAUSE_MS));
    const begun = performance.now();
    await act(call, action, orders, random);
    done.push({ action, millis: performance.now() - begun });
  }
  return done;
}

type Call = (method: string, args: readonly unknown[], kwargs: object) => Promise<unknown>;

function act(call: Call, action: Action, orders: readonly number[], random: Random): Promise<unknown> {
  const own = [orders[random.below(orders.length)]];
  switch (action) {
    case 'list':
      return call('web_search_read', [], { domain: [], specification: SCREENS.list, limit: 80, count_limit: 10_001 });
    case 'form':
      return call('web_read', [own], { specification: SCREENS.form });
    case 'note':
      return call('message_post', [own], { body: 'Asked for a call back.', subtype_xmlid: 'mail.mt_note' });
  }
}

/** @returns calls a method of sale.order */
async function loggedIn({ url, database, user, password }: OdooLogin): Promise<Call> {
  const post = async (
    path: string,
    params: object,
    cookie?: string,
  ): Promise<{ result: unknown; headers: Headers }> => {
    const headers = { 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) };
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params });
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
    const { result, error } = (await response.json()) as { result?: unknown; error?: { data: { name: string } } };
    if (error) throw new Error(`a person's ${path} was answered with ${error.data.name}`);
    return { result, headers: response.headers };
  };
  const { headers } = await post('/web/session/authenticate', { db: database, login: user, password });
  const cookie = headers.getSetCookie().map((each) => each.split(';')[0]).join('; '); // prettier-ignore
  return async (method, args, kwargs) => {
    const params = { model: 'sale.order', method, args, kwargs };
    return (await post(`/web/dataset/call_kw/sale.order/${method}`, params, cookie)).result;
  };
}
