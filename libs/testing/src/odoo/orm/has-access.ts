import { mayAccess } from './access.js';
import type { BuiltIn } from './methods.js';

/**
 * Whether the user may do it with records of a model in general: asked of no records, as programs do.
 * @see https://www.odoo.com/documentation/18.0/developer/reference/backend/security.html
 */
export const HAS_ACCESS: Readonly<Record<string, BuiltIn>> = {
  has_access: {
    parameters: ['operation'],
    required: ['operation'],
    run: (env, model, _, { operation }) => mayAccess(env, model, String(operation)),
  },
};
