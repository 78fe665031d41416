import { z } from 'zod';
import { OdooWizard } from '../client/errors.js';

/** An action for the web client: https://www.odoo.com/documentation/18.0/developer/reference/backend/actions.html */
const action = z.union([
  z.object({ res_model: z.string() }),
  z.object({ type: z.string().startsWith('ir.actions.'), res_model: z.undefined().optional() }),
]);

/** The answer, unless it is an action to go on with instead of what was asked for. @throws {OdooWizard} */
export function refuseWizard(call: string, answer: unknown): unknown {
  const read = action.safeParse(answer);
  if (read.success) throw new OdooWizard(read.data.res_model ?? null, { call, odooName: null });
  return answer;
}
