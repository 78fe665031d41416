import { z } from 'zod';
import { loadedIds } from '../answers/load-answer.js';
import { refuseWizard } from '../answers/wizard.js';
import type { OdooFlow } from '../flow/flow.js';
import type { Lane } from '../flow/lanes.js';
import type { Protocol } from '../protocols/protocol.js';
import type { FieldNames } from '../records/field-names.js';
import { type CallContext, contextOf } from './call-options.js';
import { after } from './domain.js';
import { OdooServer } from './errors.js';
import type { OdooClient } from './odoo-client.js';
import type { Remembered } from './remembered.js';

/** What the clients of all lanes have in common. */
export interface Connection {
  readonly name: string;
  readonly flow: OdooFlow;
  readonly protocol: Remembered<Protocol>;
  readonly names: Remembered<FieldNames>;
  /** Of every call that does not say otherwise. */
  readonly context: CallContext;
  inLane(lane: Lane): OdooClient;
  close(): void;
}

const PAGE = 500;

export function clientInLane(
  lane: Lane,
  { name, flow, protocol, names, context, inLane, close }: Connection,
): OdooClient {
  const client: OdooClient = {
    name,
    flow,
    inLane,
    authenticate: async () => (await protocol.get()).logIn(),
    fieldNames: () => names.get(),

    async call(model, method, args, { refuseWizard: refuse = false, timeoutMs, ...given } = {}) {
      const spoken = await protocol.get();
      const call = { model, method, args, context: contextOf(context, given), timeoutMs };
      const answer = await flow.run(lane, call, () => spoken.execute(call));
      return refuse ? refuseWizard(`${model}.${method}`, answer) : answer;
    },

    async searchRead(model, domain, shape, { order = 'id', limit, offset, ...given } = {}) {
      const fields = Object.keys(shape.shape).filter((field) => field !== 'id');
      const page = { order, ...(limit !== undefined && { limit }), ...(offset !== undefined && { offset }) };
      const read = z
        .array(shape)
        .safeParse(await client.call(model, 'search_read', { domain, fields, ...page }, given));
      if (read.success) return read.data;
      const problem = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
      throw new OdooServer(`a record is not as expected: ${problem}`, { call: `${model}.search_read`, odooName: null });
    },

    async readAll(model, domain, shape, { pageSize = PAGE, ...given } = {}) {
      const all: z.output<typeof shape>[] = [];
      for (let last = 0; ;) {
        const page = await client.searchRead(model, after(last, domain), shape, { ...given, limit: pageSize });
        all.push(...page);
        if (page.length < pageSize) return all;
        last = page.at(-1)?.id ?? last;
      }
    },

    async load(model, fields, rows, given = {}) {
      // Without the first every load posts notes and mails followers; without the second times are read in the user's zone.
      const inUtc = { tracking_disable: true, tz: 'UTC', ...given.context };
      return loadedIds(model, await client.call(model, 'load', { fields, data: rows }, { ...given, context: inUtc }));
    },

    close,
  };
  return client;
}
