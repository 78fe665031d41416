import {
  type AvroSchema,
  type Field,
  isArray,
  isEnum,
  isMap,
  isRecord,
  isUnion,
  type PrimitiveSchema,
  type RecordSchema,
  valueOfNullable,
} from './avro.js';

/** What is wrong with one field of one event, in a sentence. */
export interface RuleFault {
  readonly path: string;
  readonly message: string;
}

/** Decimals in use: amounts and quantities, and rates. */
const DECIMALS = new Set(['38,9', '38,18']);
const LOGICAL = new Set(['decimal', 'timestamp-micros', 'uuid']);
const FORBIDDEN = new Set(['float', 'double', 'fixed']);

/** The house rules that a schema breaks, taken for itself; empty where it breaks none. */
export function ruleFaults(event: RecordSchema): RuleFault[] {
  const faults: RuleFault[] = [];
  const fault = (path: string, message: string): void => void faults.push({ path, message });
  const first = event.fields[0];
  if (first?.name !== 'meta') fault('', 'an event begins with the field meta of type penstock.common.EventMeta');

  const field = (given: Field, path: string): void => {
    if (!given.doc) fault(path, 'a field says in its doc what it means');
    if (valueOfNullable(given.type) && given.default !== null) fault(path, 'a nullable field has the default null');
    type(given.type, path);
  };
  const type = (schema: AvroSchema, path: string): void => {
    if (isUnion(schema)) {
      const value = valueOfNullable(schema);
      if (value === undefined)
        fault(path, 'a union is ["null", T], nothing else: another alternative is another record');
      else type(value, path);
    } else if (isArray(schema)) type(schema.items, path);
    else if (isMap(schema)) type(schema.values, path);
    else if (isEnum(schema)) {
      if (!schema.doc) fault(path, `the enum ${schema.name} says in its doc what it means`);
      if (schema.default !== 'UNKNOWN') fault(path, `the enum ${schema.name} has the default UNKNOWN`);
    } else if (isRecord(schema)) {
      if (!schema.doc) fault(path, `the record ${schema.name} says in its doc what it means`);
      for (const inner of schema.fields) field(inner, path ? `${path}.${inner.name}` : inner.name);
    } else primitive(schema, path);
  };
  const primitive = (schema: AvroSchema, path: string): void => {
    const {
      type: base,
      logicalType,
      precision,
      scale,
    } = typeof schema === 'string' ? { type: schema } : (schema as PrimitiveSchema);
    if (FORBIDDEN.has(base)) fault(path, `${base} is not in use: amounts are decimals, counts are longs`);
    if (logicalType !== undefined && !LOGICAL.has(logicalType))
      fault(path, `logical type ${logicalType} is not in use`);
    if (logicalType === 'decimal' && !DECIMALS.has(`${precision},${scale}`)) {
      fault(path, `decimal(${precision},${scale}) is not in use: amounts are decimal(38,9), rates decimal(38,18)`);
    }
  };
  type(event, '');
  return faults;
}
