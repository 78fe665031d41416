import { decimal, instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { avroType } from './avro-type.js';
import { CycleCountCompleted, ContractError, resolverFor, StockAdjusted } from './index.js';
import { randomValue, seeded } from './random-values.fixture.js';
import type { AvroSchema, Field, RecordSchema } from './schema/avro.js';

const current = JSON.parse(StockAdjusted.schema) as RecordSchema;
const withFields = (fields: readonly Field[]): string => JSON.stringify({ ...current, fields });
const bodyOf = (schema: string, value: object): Buffer => avroType(schema).toBuffer(value);
const value = {
  ...(randomValue(current, seeded(3)) as StockAdjusted),
  delta: { amount: decimal('-1.25'), unit: 'kg' },
  effectiveAt: instant('2026-11-21T09:08:00Z'),
};

describe('a reader of another version', () => {
  it('reads what a newer writer wrote and leaves out what it does not know', () => {
    const note: AvroSchema = ['null', 'string'];
    const newer = withFields([...current.fields, { name: 'note', type: note, default: null }]);
    const read = resolverFor(StockAdjusted, newer, 101);
    expect(read(bodyOf(newer, { ...value, note: 'late' }))).toEqual(value);
  });

  it('reads what an older writer wrote and fills in the default', () => {
    const older = withFields(current.fields.filter((field) => field.name !== 'odooMoveId'));
    expect(resolverFor(StockAdjusted, older, 102)(bodyOf(older, value))).toEqual({ ...value, odooMoveId: null });
  });

  it('takes a symbol it does not know for UNKNOWN', () => {
    const newer = withFields(
      current.fields.map((field) => {
        const type = field.type as unknown as { symbols: string[] };
        return field.name === 'cause'
          ? { ...field, type: { ...(field.type as object), symbols: [...type.symbols, 'THEFT'] } as never }
          : field;
      }),
    );
    expect(resolverFor(StockAdjusted, newer, 103)(bodyOf(newer, { ...value, cause: 'THEFT' })).cause).toBe('UNKNOWN');
  });

  it('is made once for a writer and kept', () => {
    const older = withFields(current.fields.filter((field) => field.name !== 'odooMoveId'));
    const first = resolverFor(StockAdjusted, older, 104);
    expect(resolverFor(StockAdjusted, older, 104)).toBe(first);
    expect(resolverFor(StockAdjusted, older, 105)).not.toBe(first);
  });

  it('reads its own schema as it is', () => {
    expect(resolverFor(StockAdjusted, StockAdjusted.schema, 106)(StockAdjusted.encode(value))).toEqual(value);
  });

  it('refuses a writer of another event, and bytes that are not the writer’s', () => {
    expect(() => resolverFor(StockAdjusted, CycleCountCompleted.schema, 107)).toThrow(ContractError);
    expect(() => resolverFor(StockAdjusted, 'no json', 108)).toThrow(ContractError);
    const older = withFields(current.fields.slice(0, -1).concat({ name: 'effectiveAt', type: 'long' }));
    expect(() => resolverFor(StockAdjusted, older, 109)(Buffer.from([1, 2, 3]))).toThrow(ContractError);
  });
});
