/** A schema as JSON, in the subset of Avro that our events use (https://avro.apache.org/docs/1.11.1/specification/). */
export type AvroSchema =
  string | readonly AvroSchema[] | RecordSchema | EnumSchema | ArraySchema | MapSchema | PrimitiveSchema;

export interface Field {
  readonly name: string;
  readonly type: AvroSchema;
  readonly doc?: string;
  readonly default?: unknown;
}

export interface RecordSchema {
  readonly type: 'record';
  readonly name: string;
  readonly namespace?: string;
  readonly doc?: string;
  readonly fields: readonly Field[];
}

export interface EnumSchema {
  readonly type: 'enum';
  readonly name: string;
  readonly namespace?: string;
  readonly doc?: string;
  readonly symbols: readonly string[];
  readonly default?: string;
}

export interface ArraySchema {
  readonly type: 'array';
  readonly items: AvroSchema;
}

export interface MapSchema {
  readonly type: 'map';
  readonly values: AvroSchema;
}

/** A primitive that carries a logical type. */
export interface PrimitiveSchema {
  readonly type: string;
  readonly logicalType?: string;
  readonly precision?: number;
  readonly scale?: number;
}

export type NamedSchema = RecordSchema | EnumSchema;

const PRIMITIVES = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

export const isPrimitive = (name: string): boolean => PRIMITIVES.has(name);
export const isUnion = (schema: AvroSchema): schema is readonly AvroSchema[] => Array.isArray(schema);
export const isRecord = (schema: AvroSchema): schema is RecordSchema => kindOf(schema) === 'record';
export const isEnum = (schema: AvroSchema): schema is EnumSchema => kindOf(schema) === 'enum';
export const isArray = (schema: AvroSchema): schema is ArraySchema => kindOf(schema) === 'array';
export const isMap = (schema: AvroSchema): schema is MapSchema => kindOf(schema) === 'map';

/** `record`, `enum`, `array`, `map`, `union`, a primitive's name, or the full name a reference points at. */
export function kindOf(schema: AvroSchema): string {
  if (typeof schema === 'string') return schema;
  return isUnion(schema) ? 'union' : schema.type;
}

export const fullName = (schema: NamedSchema): string =>
  schema.namespace ? `${schema.namespace}.${schema.name}` : schema.name;

/** T of a union [null, T]; undefined for any other schema. */
export function valueOfNullable(schema: AvroSchema): AvroSchema | undefined {
  return isUnion(schema) && schema.length === 2 && schema[0] === 'null' ? schema[1] : undefined;
}
