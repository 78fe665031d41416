import type { Predicate } from './domain-expression.js';
import { comparableDatetime } from './domain-datetime.js';
import type { Environment } from './environment.js';
import { valueError } from './errors.js';
import type { Field } from './fields.js';
import { pythonRepr, ref } from './values.js';
import type { Row, Value } from './values.js';
import type { OdooVersion } from './version.js';

interface Leaf {
  readonly path: string;
  readonly operator: string;
  readonly value: unknown;
}

type Test = (value: Value) => boolean;

/** One `[path, operator, value]`; a dotted path climbs relations, and any record at its end may match. */
export function compileLeaf(env: Environment, model: string, leaf: Leaf): Predicate {
  const [name = '', ...rest] = leaf.path.split('.');
  const field = env.model(model).fields[name];
  if (!field || field.hidden) {
    const shown = `('${leaf.path}', '${leaf.operator}', ${pythonRepr(leaf.value)})`;
    throw valueError(`Invalid field ${model}.${name} in leaf ${shown}`);
  }
  if (rest.length > 0) {
    const relation = field.relation ?? '';
    const inner = compileLeaf(env, relation, { ...leaf, path: rest.join('.') });
    return (row) => related(env, model, row, name).some((id) => inner(env.get(relation, id)));
  }
  if (leaf.operator === 'child_of') {
    const ancestors = new Set([leaf.value].flat().map(Number));
    const target = name === 'id' ? model : (field.relation ?? '');
    return (row) => related(env, model, row, name).some((id) => hasAncestor(env, target, id, ancestors));
  }
  const test = compileTest(env.version, field, leaf);
  return (row) => test(shown(env, model, field, row, name, leaf));
}

function related(env: Environment, model: string, row: Row, name: string): number[] {
  if (name === 'id') return [row.id];
  const value = env.value(model, row, name);
  return Array.isArray(value) ? (value as number[]) : ref(value) ? [ref(value)] : [];
}

function hasAncestor(env: Environment, model: string, id: number, ancestors: ReadonlySet<number>): boolean {
  const parent = env.model(model).parent ?? 'parent_id';
  for (let at = id; at; at = ref(env.find(model, at)?.[parent])) if (ancestors.has(at)) return true;
  return false;
}

/** A relation compared with a text is compared by its name. */
function shown(env: Environment, model: string, field: Field, row: Row, name: string, leaf: Leaf): Value {
  const value = name === 'id' ? row.id : env.value(model, row, name);
  const byName = field.relation !== undefined && [leaf.value].flat().some((each) => typeof each === 'string');
  return byName && ref(value) ? env.nameOf(field.relation ?? '', ref(value)) : value;
}

function compileTest(version: OdooVersion, field: Field, { operator, value, path }: Leaf): Test {
  const equals = (expected: unknown): Test => {
    const wanted = comparable(version, field, operator, expected);
    return (actual) =>
      Array.isArray(actual)
        ? wanted === false ? actual.length === 0 : actual.includes(wanted) // prettier-ignore
        : comparable(version, field, operator, actual) === wanted;
  };
  const compare = (accept: (difference: number) => boolean): Test => {
    const bound = comparable(version, field, operator, value);
    return (actual) => {
      const own = comparable(version, field, operator, actual);
      return own !== false && bound !== false && accept(own < bound ? -1 : own > bound ? 1 : 0);
    };
  };
  const negated =
    (test: Test): Test =>
    (actual) =>
      !test(actual);
  const oneOf = (): Test => {
    const tests = [value].flat().map(equals);
    return (actual) => tests.some((test) => test(actual));
  };
  switch (operator) {
    case '=': return Array.isArray(value) ? oneOf() : equals(value);
    case '!=': case '<>': return negated(Array.isArray(value) ? oneOf() : equals(value));
    case 'in': return oneOf();
    case 'not in': return negated(oneOf());
    case '<': return compare((difference) => difference < 0);
    case '<=': return compare((difference) => difference <= 0);
    case '>': return compare((difference) => difference > 0);
    case '>=': return compare((difference) => difference >= 0);
    case 'like': return pattern(`%${String(value)}%`, '');
    case 'ilike': return pattern(`%${String(value)}%`, 'i');
    case '=like': return pattern(String(value), '');
    case '=ilike': return pattern(String(value), 'i');
    case 'not like': return negated(pattern(`%${String(value)}%`, ''));
    case 'not ilike': return negated(pattern(`%${String(value)}%`, 'i'));
    default: throw valueError(`Invalid operator in leaf ('${path}', '${operator}', ${pythonRepr(value)})`); // prettier-ignore
  } // prettier-ignore
}

/** SQL's LIKE: `%` is any text, `_` any letter. */
function pattern(like: string, flags: string): Test {
  const source = like
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  const expression = new RegExp(`^${source}$`, `${flags}s`);
  return (actual) => actual !== false && expression.test(String(actual));
}

function comparable(version: OdooVersion, field: Field, operator: string, value: unknown): string | number | boolean {
  if (value === null || value === undefined || value === '' || (value === 0 && field.relation)) return false;
  if (field.type === 'boolean') return Boolean(value);
  if (field.type === 'datetime' && typeof value === 'string') return comparableDatetime(version, operator, value);
  if ((field.relation || field.type === 'integer') && typeof value === 'string' && /^\d+$/.test(value))
    return Number(value);
  return value as string | number | boolean;
}
