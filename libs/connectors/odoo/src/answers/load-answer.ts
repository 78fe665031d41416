import { z } from 'zod';
import { shortened } from './classify-error.js';
import { OdooLostRace, OdooServer, OdooValidation } from '../client/errors.js';

const loadAnswer = z.object({
  ids: z.union([z.array(z.number()), z.literal(false)]),
  messages: z.array(z.object({ type: z.string(), message: z.string(), field: z.string().optional() })),
});

/**
 * What PostgreSQL says to the loser of a race. `load` turns exceptions into messages without their class, so here, and only here, the text
 * decides; it is PostgreSQL's own (https://www.postgresql.org/docs/current/errcodes-appendix.html), not Odoo's translated one.
 */
const LOST_RACE = /could not serialize access|duplicate key value violates unique constraint|deadlock detected/i;

/** Failures of `load` come with HTTP 200 as `ids: false`; nothing of the call was kept. */
export function loadedIds(model: string, answer: unknown): readonly number[] {
  const facts = { call: `${model}.load`, odooName: null };
  const read = loadAnswer.safeParse(answer);
  if (!read.success) throw new OdooServer('load answered something else than ids and messages', facts);
  const { ids, messages } = read.data;
  if (ids !== false) return ids;
  const raced = messages.find((each) => each.field === undefined && LOST_RACE.test(each.message));
  if (raced) throw new OdooLostRace(shortened(raced.message), facts);
  const text = messages.map(({ field, message }) => (field ? `${field}: ` : '') + shortened(message)).join('; ');
  throw new OdooValidation(text || 'no message', facts);
}
