import { inspect } from 'node:util';
import { type Decimal, isDecimal } from '@penstock/domain';

/** As much of a value as a test cares for: fields may be left out, at every depth; lists are given whole, each item as far as it matters. */
export type Partly<T> = T extends Decimal | Buffer
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Partly<Item>[]
    : T extends object
      ? { readonly [name in keyof T]?: Partly<T[name]> }
      : T;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** A value as it stands in a message: short, on one line, decimals as figures. */
export function shown(value: unknown): string {
  const text = inspect(value, { depth: 6, breakLength: Infinity, maxStringLength: 200, maxArrayLength: 20 });
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

/**
 * Says in lines such as `save[0].row.total: 7 instead of 8` where `actual` is not what was expected. Decimals are compared by value, bytes by
 * content, and only what `expected` names is looked at.
 * @param exact also what `expected` does not name is a difference
 */
export function differences(actual: unknown, expected: unknown, exact = false, path = ''): string[] {
  const instead = () => [`${path || 'it'}: ${shown(actual)} instead of ${shown(expected)}`];
  if (isDecimal(expected)) return isDecimal(actual) && actual.eq(expected) ? [] : instead();
  if (Buffer.isBuffer(expected)) return Buffer.isBuffer(actual) && actual.equals(expected) ? [] : instead();
  if (!isObject(expected) || !isObject(actual)) return Object.is(actual, expected) ? [] : instead();
  if (Array.isArray(expected) !== Array.isArray(actual)) return instead();
  const names = Object.keys(exact || Array.isArray(expected) ? { ...expected, ...actual } : expected);
  return names.flatMap((name) => {
    const at = pathTo(path, name, Array.isArray(expected));
    if (!(name in actual)) return [`${at}: nothing instead of ${shown(expected[name])}`];
    if (!(name in expected)) return [`${at}: ${shown(actual[name])} instead of nothing`];
    return differences(actual[name], expected[name], exact, at);
  });
}

const pathTo = (path: string, name: string, isItem: boolean): string =>
  isItem || !/^\w+$/.test(name) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;

/** Lines of a message, indented; of many only the first. */
export function listed(lines: readonly string[], most = 12): string {
  const rest = lines.length - most;
  const first = rest > 0 ? [...lines.slice(0, most), `… and ${rest} more`] : lines;
  return first.map((line) => `\n  ${line}`).join('');
}
