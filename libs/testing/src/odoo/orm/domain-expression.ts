import { compileLeaf } from './domain-leaf.js';
import type { Environment } from './environment.js';
import { valueError } from './errors.js';
import { pythonRepr } from './values.js';
import type { Row } from './values.js';

export type Predicate = (row: Row) => boolean;

/**
 * A search domain in prefix notation, made a test on rows: `['|', leaf, leaf]`, `['!', leaf]`; what stands side by
 * side without an operator is joined by `&`.
 *
 * @see https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#search-domains
 * @throws ValueError for an unknown field or a malformed term
 */
export function compileDomain(env: Environment, model: string, domain: unknown): Predicate {
  if (domain === false || domain === null || domain === undefined) return () => true;
  if (!Array.isArray(domain)) throw valueError(`Domain is not a list: ${pythonRepr(domain)}`);
  const stack: Predicate[] = [];
  const pop = (): Predicate => {
    const operand = stack.pop();
    if (!operand) throw valueError(`Domain() invalid item in domain: ${pythonRepr(domain)}`);
    return operand;
  };
  for (const term of domain.toReversed() as unknown[]) {
    if (term === '!') stack.push(not(pop()));
    else if (term === '&') stack.push(both(pop(), pop()));
    else if (term === '|') stack.push(either(pop(), pop()));
    else stack.push(compileTerm(env, model, term));
  }
  return (row) => stack.every((matches) => matches(row));
}

const not =
  (a: Predicate): Predicate =>
  (row) =>
    !a(row);
const both =
  (a: Predicate, b: Predicate): Predicate =>
  (row) =>
    a(row) && b(row);
const either =
  (a: Predicate, b: Predicate): Predicate =>
  (row) =>
    a(row) || b(row);

/** A text of three letters is taken apart like a tuple of three, as Python does. */
function compileTerm(env: Environment, model: string, term: unknown): Predicate {
  const parts: unknown[] = typeof term === 'string' ? [...term] : Array.isArray(term) ? term : [];
  if (parts.length !== 3) throw valueError(`Invalid leaf ${pythonRepr(term)}`);
  const [path, operator, value] = parts;
  if (path === 1 || path === 0) return () => path === value;
  return compileLeaf(env, model, { path: String(path), operator: String(operator), value });
}

/** Whether a domain has a term on this field of the model itself. */
export const mentions = (domain: unknown, field: string): boolean =>
  Array.isArray(domain) && domain.some((term) => Array.isArray(term) && term[0] === field);
