import { decimal, fromUnscaled } from '@penstock/domain';
import { type AvroSchema, fullName, isArray, isEnum, isMap, isRecord, isUnion, kindOf } from './schema/avro.js';
import type { NamedSchema, PrimitiveSchema, RecordSchema } from './schema/avro.js';
import { namedTypes } from './schema/paths.js';

/** Numbers from 0 up to 1, the same for the same seed: mulberry32, public domain, by Tommy Ettinger. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TEXTS = [
  '',
  'unit',
  '#1001',
  'Grüße 🐟',
  'a "quoted" line\nbreak',
  'ord_0123456789abcdefghjkmnpqrs',
  'x'.repeat(300),
];

/** Any value of a self-contained schema, edges more often than nature would. */
export function randomValue(schema: RecordSchema, random: () => number): unknown {
  const types = new Map<string, NamedSchema>(namedTypes(schema).map((type) => [fullName(type), type]));
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[]): T => values[upTo(values.length)] as T;

  const value = (type: AvroSchema): unknown => {
    const known = typeof type === 'string' ? (types.get(type) ?? type) : type;
    if (isUnion(known)) return value(pick(known));
    if (isArray(known)) return Array.from({ length: upTo(4) }, () => value(known.items));
    if (isMap(known))
      return Object.fromEntries(Array.from({ length: upTo(4) }, (_, i) => [`key ${i}`, value(known.values)]));
    if (isEnum(known)) return pick(known.symbols);
    if (isRecord(known)) return Object.fromEntries(known.fields.map((field) => [field.name, value(field.type)]));
    return primitive(known);
  };

  const primitive = (type: AvroSchema): unknown => {
    const { logicalType, scale = 0 } = type as PrimitiveSchema;
    if (logicalType === 'decimal') return randomDecimal(scale);
    switch (kindOf(type)) {
      case 'null':
        return null;
      case 'boolean':
        return random() < 0.5;
      case 'int':
        return pick([0, -1, 2 ** 31 - 1, -(2 ** 31), upTo(1000)]);
      case 'long':
        return pick([0, -1, 1_795_252_080_123_456, -(2 ** 40), upTo(2 ** 52)]);
      default:
        return pick(TEXTS);
    }
  };

  const randomDecimal = (scale: number): unknown => {
    if (random() < 0.1) return decimal(pick(['0', '1', '-1', '127', '128', '-128', '-129']));
    const digits = 1 + upTo(38);
    const text = Array.from({ length: digits }, () => upTo(10)).join('');
    return fromUnscaled(BigInt(`${text}`) * (random() < 0.5 ? -1n : 1n), scale);
  };

  return value(schema);
}
