import { describe, expect, it } from 'vitest';
import type { NamedSchema, RecordSchema } from './avro.js';
import { selfContained } from './self-contained.js';

const money: NamedSchema = {
  type: 'record',
  name: 'Money',
  namespace: 'penstock.common',
  fields: [{ name: 'currency', type: 'string' }],
};
const price: NamedSchema = {
  type: 'record',
  name: 'Price',
  namespace: 'penstock.common',
  fields: [{ name: 'net', type: 'Money' }],
};
const shared = new Map([money, price].map((type) => [`penstock.common.${type.name}`, type]));
const event = (...types: string[]): RecordSchema => ({
  type: 'record',
  name: 'Sold',
  namespace: 'penstock.orders',
  fields: types.map((type, index) => ({ name: `f${index}`, type })),
});

describe('a self-contained schema', () => {
  it('defines a shared type where it is first met and names it afterwards', () => {
    const { fields } = selfContained(event('penstock.common.Price', 'penstock.common.Money'), shared);
    expect(fields[0]?.type).toMatchObject({
      name: 'Price',
      fields: [{ type: { name: 'Money', namespace: 'penstock.common' } }],
    });
    expect(fields[1]?.type).toBe('penstock.common.Money');
  });

  it('cannot be made of a reference to nothing', () => {
    expect(() => selfContained(event('penstock.common.Mony'), shared)).toThrow('there is no type penstock.common.Mony');
  });

  it('cannot define one name twice', () => {
    const twice: RecordSchema = { ...event(), fields: [{ name: 'a', type: money }, { name: 'b', type: money }] }; // prettier-ignore
    expect(() => selfContained(twice, shared)).toThrow('penstock.common.Money is defined twice');
  });
});
