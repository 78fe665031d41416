import { describe, expect, it } from 'vitest';
import type { AvroSchema, Field, RecordSchema } from './avro.js';
import { readEvents } from './read.js';
import { ruleFaults } from './rules.js';

const meta: Field = { name: 'meta', type: 'string', doc: 'Stands for penstock.common.EventMeta.' };
const event = (type: AvroSchema, rest: Partial<Field> = {}): RecordSchema => ({
  type: 'record',
  name: 'Sold',
  doc: 'Something was sold.',
  fields: [meta, { name: 'x', type, doc: 'What it is.', ...rest }],
});

describe('the house rules', () => {
  it.each(readEvents().map(({ name, schema }) => [name, schema] as const))('hold for %s', (_, schema) => {
    expect(ruleFaults(schema)).toEqual([]);
  });

  it.each<[string, RecordSchema]>([
    ['a union is ["null", T]', event(['null', 'string', 'long'], { default: null })],
    ['a union is ["null", T]', event(['string', 'null'])],
    ['a nullable field has the default null', event(['null', 'string'])],
    ['the default UNKNOWN', event({ type: 'enum', name: 'E', doc: 'An enum.', symbols: ['A'] })],
    ['decimal(38,2) is not in use', event({ type: 'bytes', logicalType: 'decimal', precision: 38, scale: 2 })],
    ['timestamp-millis is not in use', event({ type: 'long', logicalType: 'timestamp-millis' })],
    ['double is not in use', event('double')],
    ['float is not in use', event({ type: 'array', items: 'float' })],
    ['says in its doc', event('string', { doc: '' })],
    ['says in its doc', event({ type: 'record', name: 'R', fields: [] })],
  ])('refuse what breaks one: %s', (message, schema) => {
    expect(ruleFaults(schema)).toEqual([{ path: 'x', message: expect.stringContaining(message) as string }]);
  });

  it('want meta first', () => {
    expect(ruleFaults({ type: 'record', name: 'Sold', doc: 'Sold.', fields: [] })).toHaveLength(1);
  });
});
