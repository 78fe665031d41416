import { decimal } from '@penstock/domain';
import { expect, it } from 'vitest';
import { frozenCopy, isChangeRefused, isUnchanged } from './frozen.js';

const original = () => ({ lines: [{ amount: decimal('1.5') }], bytes: Buffer.from('abc'), none: null });

it('a frozen copy is the same, at every depth, and its decimals still reckon', () => {
  const copy = frozenCopy(original());
  expect(isUnchanged(copy, original())).toBe(true);
  expect(copy.lines[0]?.amount.plus(decimal('1')).toFixed()).toBe('2.5');
});

it.each<[string, (value: ReturnType<typeof original>) => unknown]>([
  ['a field', (value) => Object.assign(value, { none: 1 })],
  ['a list', (value) => value.lines.push({ amount: decimal('2') })],
  ['a list in place', (value) => value.lines.reverse()],
  ['a field deep in it', (value) => delete (value.lines[0] as { amount?: unknown }).amount],
])('a change of %s is refused, and the original stays as it is', (_, change) => {
  const given = original();
  const copy = frozenCopy({ ...given, lines: [...given.lines, ...given.lines] });
  const refusal = (() => {
    try {
      change(copy);
    } catch (error) {
      return error;
    }
    return undefined;
  })();
  expect(isChangeRefused(refusal)).toBe(true);
  expect(given).toEqual(original());
});

it('bytes that were changed are found', () => {
  const copy = frozenCopy(original());
  copy.bytes[0] = 0;
  expect(isUnchanged(copy, original())).toBe(false);
});
