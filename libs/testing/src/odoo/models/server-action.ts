import type { Environment } from '../orm/environment.js';
import { OdooError, valueError } from '../orm/errors.js';
import { char, many2one, selection, text } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import type { Vals } from '../orm/values.js';
import { ref, text as asText } from '../orm/values.js';

/**
 * The one action whose Python the stand-in knows, because the contract records it: it creates an order, binds its
 * external id and confirms it, all in one transaction; a known id is answered with its order.
 */
export const UPSERT_ORDER = `p = env.context['payload']
x = env['ir.model.data'].search([('module', '=', p['module']), ('name', '=', p['key'])], limit=1)
if x:
    so = env['sale.order'].browse(x.res_id)
    dup = True
else:
    so = env['sale.order'].create(p['vals'])
    env['ir.model.data'].create({'module': p['module'], 'name': p['key'], 'model': 'sale.order', 'res_id': so.id, 'noupdate': True})
    env.flush_all()
    so.action_confirm()
    dup = False
action = {'id': so.id, 'name': so.name, 'state': so.state, 'duplicate': dup}
`;

interface Payload {
  readonly module: string;
  readonly key: string;
  readonly vals: Vals;
}

function upsertOrder(env: Environment): unknown {
  const { module, key, vals } = env.context['payload'] as Payload;
  const bound = env.rows('ir.model.data').find((row) => row['module'] === module && row['name'] === key);
  const id = ref(bound?.['res_id']) || env.create('sale.order', vals);
  if (!bound) {
    env.create('ir.model.data', { module, name: key, model: 'sale.order', res_id: id, noupdate: true });
    env.model('sale.order').methods?.['action_confirm']?.(env, [id]);
  }
  const { name, state } = env.get('sale.order', id);
  return { id, name, state, duplicate: bound !== undefined };
}

/** An error inside the code comes out as a ValueError that quotes error and code; Odoo's own errors stay what they are. */
function run(env: Environment, code: string): unknown {
  if (code.trim() !== UPSERT_ORDER.trim()) throw valueError('the stand-in knows no Python but its one recorded action');
  try {
    return upsertOrder(env);
  } catch (error) {
    if (!(error instanceof OdooError) || error.name.startsWith('odoo.')) throw error;
    throw valueError(
      `${error.name.replace(/^.*\./, '')}("${error.message}") while evaluating\n${JSON.stringify(code)}`,
    );
  }
}

export const SERVER_ACTION = defineModel({
  name: 'ir.actions.server',
  label: 'Server Action',
  order: 'name, id',
  fields: {
    name: char('Name', { required: true }),
    model_id: many2one('ir.model', 'Model', { required: true }),
    state: selection('Type', ['code'], { required: true }),
    code: text('Python Code'),
  },
  methods: { run: (env, [id = 0]) => run(env, asText(env.get('ir.actions.server', id)['code'])) },
});

/** The models themselves, for what points to one. */
export const MODEL = defineModel({
  name: 'ir.model',
  label: 'Models',
  order: 'model',
  fields: { name: char('Model Description', { required: true }), model: char('Model', { required: true }) },
});
