import { describe, expect, it } from 'vitest';
import { avroType } from '../avro-type.js';
import type { AvroSchema, Field, RecordSchema } from '../schema/avro.js';
import { compare } from './compare.js';

const event = (...fields: Field[]): RecordSchema => ({
  type: 'record',
  name: 'Sold',
  namespace: 'penstock.test',
  fields,
});
const field = (type: AvroSchema, rest: Partial<Field> = {}): Field => ({ name: 'amount', type, ...rest });
const decimal = (precision: number, scale?: number): AvroSchema => ({
  type: 'bytes',
  logicalType: 'decimal',
  precision,
  ...(scale !== undefined && { scale }),
});
const instant = (unit: string): AvroSchema => ({ type: 'long', logicalType: `timestamp-${unit}` });
const enumOf = (symbols: string[], fallback?: string): AvroSchema => ({
  type: 'enum',
  name: 'Cause',
  namespace: 'penstock.test',
  symbols,
  ...(fallback !== undefined && { default: fallback }),
});
const recordOf = (name: string, ...fields: Field[]): AvroSchema => ({
  type: 'record',
  name,
  namespace: 'penstock.test',
  fields,
});

const rulesBroken = (now: RecordSchema, before: RecordSchema): string[] =>
  compare(now, before).map((f) => `${f.path}: ${f.rule}`);

describe('a released schema', () => {
  it('lives with itself, with a field that has a default more, and with one that had a default less', () => {
    const before = event(field('string'));
    const after = event(field('string'), { name: 'note', type: ['null', 'string'], default: null });
    expect(compare(before, before)).toEqual([]);
    expect(compare(after, before)).toEqual([]);
    expect(compare(before, after)).toEqual([]);
  });

  it('lives with a new symbol of an enum that has a default', () => {
    const [now, before] = [enumOf(['UNKNOWN', 'SALE', 'SCRAP'], 'UNKNOWN'), enumOf(['UNKNOWN', 'SALE'], 'UNKNOWN')];
    expect(compare(event(field(now)), event(field(before)))).toEqual([]);
  });

  it('lives with other docs and another order of fields', () => {
    const note: Field = { name: 'note', type: 'string', doc: 'before' };
    expect(compare(event(field('int'), note), event({ ...note, doc: 'now' }, field('int')))).toEqual([]);
  });
});

describe.each<[string, string, AvroSchema, AvroSchema]>([
  ['a scale', 'amount: scale-changed', decimal(38, 4), decimal(38, 2)],
  ['a missing scale, which is zero', 'amount: scale-changed', decimal(38, 2), decimal(38)],
  ['a precision', 'amount: precision-changed', decimal(20, 9), decimal(38, 9)],
  ['microseconds to milliseconds', 'amount: logical-type-changed', instant('millis'), instant('micros')],
  ['a decimal to plain bytes', 'amount: logical-type-changed', 'bytes', decimal(38, 9)],
  ['a type', 'amount: type-changed', 'long', 'string'],
  ['a type that Avro promotes one way only', 'amount: type-changed', 'long', 'int'],
  ['a value to a nullable one', 'amount: nullability-changed', ['null', 'string'], 'string'],
  ['a nullable value to one that is always there', 'amount: nullability-changed', 'string', ['null', 'string']],
  ['a union to a wider one', 'amount: union-changed', ['null', 'string', 'long'], ['null', 'string']],
  ['the type inside a nullable', 'amount: type-changed', ['null', 'long'], ['null', 'string']],
  ['the items of a list', 'amount: type-changed', { type: 'array', items: 'long' }, { type: 'array', items: 'string' }],
  ['the values of a map', 'amount: type-changed', { type: 'map', values: 'long' }, { type: 'map', values: 'string' }],
  ['the name of a nested record', 'amount: name-changed', recordOf('Cash'), recordOf('Money')],
  ['an enum by removing a symbol', 'amount: enum-symbol-removed', enumOf(['UNKNOWN'], 'UNKNOWN'), enumOf(['UNKNOWN', 'SALE'], 'UNKNOWN')],
  ['an enum without default by adding a symbol', 'amount: enum-symbol-added-without-default', enumOf(['A', 'B'], 'A'), enumOf(['A'])],
  ['a nested record by a field without default', 'amount.unit: added-field-needs-default', recordOf('Money', { name: 'unit', type: 'string' }), recordOf('Money')],
  ['a nested record by removing such a field', 'amount.unit: removed-field-needed-default', recordOf('Money'), recordOf('Money', { name: 'unit', type: 'string' })],
])('changing %s', (_, broken, now, before) => {
  it(`breaks ${broken}`, () => {
    expect(rulesBroken(event(field(now)), event(field(before)))).toEqual([broken]);
  });
}); // prettier-ignore

describe('a change', () => {
  it('is a fault where the event is renamed: that is a new event', () => {
    expect(rulesBroken({ ...event(), name: 'Bought' }, event())).toEqual([': name-changed']);
  });

  it('of a shared type is one fault, where the type is first met', () => {
    const uses = (scale: number): RecordSchema =>
      event(field(recordOf('Money', { name: 'value', type: decimal(38, scale) })), {
        name: 'fee',
        type: 'penstock.test.Money',
      });
    expect(rulesBroken(uses(4), uses(2))).toEqual(['amount.value: scale-changed']);
  });

  it('that Avro itself would let through is caught: scale 2 to 4, microseconds to milliseconds', () => {
    const plain = (type: AvroSchema): string => JSON.stringify({ ...(type as object), logicalType: undefined });
    for (const [now, before] of [[decimal(38, 4), decimal(38, 2)], [instant('millis'), instant('micros')]] as const) {
      expect(() => avroType(plain(now)).createResolver(avroType(plain(before)))).not.toThrow();
      expect(compare(event(field(now)), event(field(before)))).toHaveLength(1);
    } // prettier-ignore
  });
});
