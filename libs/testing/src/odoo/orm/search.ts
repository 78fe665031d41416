import { compileDomain, mentions } from './domain-expression.js';
import type { Environment } from './environment.js';
import { valueError } from './errors.js';
import type { Row, Value } from './values.js';
import { ref } from './values.js';

export interface SearchOptions {
  readonly order?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  /** Past the companies and the active flag: the server's own reading. */
  readonly unrestricted?: boolean;
}

/** Whether the caller's companies may see the row; rows of no company are everybody's. */
export function isVisible(env: Environment, model: string, row: Row): boolean {
  const { fields, companyRule } = env.model(model);
  if (companyRule === false || fields['company_id']?.relation !== 'res.company') return true;
  const company = ref(env.value(model, row, 'company_id'));
  return company === 0 || env.caller.companyIds.includes(company);
}

export function searchIds(env: Environment, model: string, domain: unknown, options: SearchOptions): number[] {
  const matches = compileDomain(env, model, domain);
  const { fields, order } = env.model(model);
  const activeOnly =
    !options.unrestricted && 'active' in fields && env.context['active_test'] !== false && !mentions(domain, 'active');
  const compare = compileOrder(env, model, options.order || order);
  const rows = env
    .rows(model)
    .filter((row) => !activeOnly || env.value(model, row, 'active') !== false)
    .filter((row) => options.unrestricted || isVisible(env, model, row))
    .filter(matches)
    .sort(compare);
  const from = options.offset ?? 0;
  return rows.slice(from, options.limit ? from + options.limit : undefined).map(({ id }) => id);
}

/** `write_date desc, id`: empty values come last going up and first going down, as in PostgreSQL. */
function compileOrder(env: Environment, model: string, order: string): (a: Row, b: Row) => number {
  const keys = order.split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
    if (rest.length > 0 || !/^(asc|desc)$/i.test(direction)) {
      throw valueError(`Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list`);
    }
    env.field(model, name);
    return { name, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { name, sign } of keys) {
      const difference = compareValues(env.value(model, a, name), env.value(model, b, name));
      if (difference !== 0) return sign * difference;
    }
    return a.id - b.id;
  };
}

function compareValues(a: Value, b: Value): number {
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a === b) return 0;
  if (a === false) return 1;
  if (b === false) return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
