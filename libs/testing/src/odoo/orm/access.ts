import type { Environment } from './environment.js';
import type { OdooError } from './errors.js';
import { accessError, userError } from './errors.js';
import type { Row } from './values.js';
import { ref } from './values.js';

/** What an internal user without any other group may read. */
const OPEN_TO_ALL = new Set([
  'res.partner', 'res.users', 'res.company', 'res.country', 'res.country.state', 'res.currency', 'res.lang',
  'uom.uom', 'product.product', 'product.template', 'product.pricelist', 'account.tax',
]); // prettier-ignore

const READING = new Set([
  'search',
  'search_read',
  'search_count',
  'read',
  'fields_get',
  'name_search',
  'context_get',
  'read_group',
  'formatted_read_group',
]);

/** Refuses a user without rights: the `low` user reads common records and changes nothing. */
export function checkAccess(env: Environment, model: string, method: string): void {
  if (method === 'fields_get' || method === 'has_access' || mayAccess(env, model, method)) return;
  const reading = READING.has(method);
  const verb = reading ? 'access' : method === 'create' || method === 'load' ? 'create' : 'modify';
  throw accessError(
    `You are not allowed to ${verb} '${env.model(model).label}' (${model}) records.\n\n` +
      'Contact your administrator to request access if necessary.',
  );
}

/** The companies of a call: the context's, the current one first; without any, all the user's, their own first. */
export function companiesOf(context: Readonly<Record<string, unknown>>, user: Row): readonly number[] {
  const own = [ref(user['company_id'])];
  const allowed = [...own, ...(user['company_ids'] as number[]).filter((id) => !own.includes(id))];
  const asked = context['allowed_company_ids'];
  if (!Array.isArray(asked) || asked.length === 0) return allowed;
  if (asked.every((id) => allowed.includes(id as number))) return asked as number[];
  throw accessError('Access to unauthorized or invalid companies.');
}

/** @throws UserError for a language that is not installed */
export function checkLanguage(env: Environment): void {
  const language = env.context['lang'];
  if (typeof language !== 'string' || language === '') return;
  if (env.rows('res.lang').some((row) => row['code'] === language && row['active'])) return;
  throw userError(`Invalid language code: ${language}`);
}

/** Whether the user has a right to call the method on the model at all. */
export function mayAccess(env: Environment, model: string, method: string): boolean {
  if (env.find('res.users', env.uid)?.['groups'] === 'all') return true;
  return READING.has(method) && OPEN_TO_ALL.has(model);
}

export function hiddenCompanyError(env: Environment, model: string, row: Row): OdooError {
  const company = ref(env.value(model, row, 'company_id'));
  const name = env.nameOf('res.company', company);
  return accessError(
    `Uh-oh! Looks like you have stumbled upon some top-secret records.\n\nSorry, ${env.nameOf('res.users', env.uid)} ` +
      `(id=${env.uid}) doesn't have 'read' access to:\n- ${env.model(model).label} (${model})\n\n` +
      'This seems to be a multi-company issue, you might be able to access the record by switching to the ' +
      `company: ${name}.`,
    { suggested_company: { id: company, display_name: name } },
  );
}
