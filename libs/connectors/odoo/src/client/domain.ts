import type { Domain } from './odoo-client.js';

/** The records of a domain with a higher id. */
export const after = (id: number, domain: Domain): Domain => ['&', ['id', '>', id], ...conjunction(domain)];

/**
 * Makes one operand of a domain whose leaves are implicitly joined by "and", so that another may be put before it.
 * Notation: https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#search-domains
 */
function conjunction(domain: Domain): Domain {
  if (domain.length === 0) return [['id', '!=', 0]];
  const leaves = domain.filter((each) => Array.isArray(each)).length;
  const operators = domain.filter((each) => each === '&' || each === '|').length;
  return [...Array<string>(Math.max(0, leaves - operators - 1)).fill('&'), ...domain];
}
