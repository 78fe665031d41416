import avro, { type Type } from 'avsc';
import { BoundedArrayType, BoundedMapType } from './bounded-types.js';
import { DecimalType } from './decimal-type.js';

/**
 * Builds the codec of a self-contained schema. Values are plain: `null` or the value for a union, Decimal for a decimal, a number of
 * microseconds (domain's Instant) for timestamp-micros, text for a uuid.
 */
export function avroType(schema: string): Type {
  return avro.Type.forSchema(JSON.parse(schema) as avro.Schema, {
    wrapUnions: 'never',
    omitRecordMethods: true,
    logicalTypes: { decimal: DecimalType },
    typeHook: (part, options) => {
      const kind = typeof part === 'object' && 'type' in part ? part.type : undefined;
      if (kind === 'array') return new BoundedArrayType(part, options);
      return kind === 'map' ? new BoundedMapType(part, options) : undefined;
    },
  });
}
