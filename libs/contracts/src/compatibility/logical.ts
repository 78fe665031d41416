import type { AvroSchema, PrimitiveSchema } from '../schema/avro.js';
import type { Fault } from './rules.js';

/**
 * Compares what Avro's own checker ignores: the logical type on a primitive, and its parameters. Without this rule a decimal's scale
 * could go from 2 to 4, and every amount read by the other version would be a hundred times too large.
 */
export function logicalFaults(current: AvroSchema, released: AvroSchema, path: string): Fault[] {
  const [now, before] = [attributes(current), attributes(released)];
  if (now.logicalType !== before.logicalType) {
    const message = `it is ${now.logicalType ?? `plain ${now.type}`}, it was ${before.logicalType ?? `plain ${before.type}`}`;
    return [{ path, rule: 'logical-type-changed', message }];
  }
  const faults: Fault[] = [];
  if (now.precision !== before.precision) {
    faults.push({
      path,
      rule: 'precision-changed',
      message: `the precision is ${now.precision}, it was ${before.precision}`,
    });
  }
  if (now.scale !== before.scale) {
    faults.push({ path, rule: 'scale-changed', message: `the scale is ${now.scale}, it was ${before.scale}` });
  }
  return faults;
}

/** Avro takes a missing scale for zero. */
function attributes(schema: AvroSchema): PrimitiveSchema {
  if (typeof schema === 'string') return { type: schema };
  const given = schema as PrimitiveSchema;
  return given.logicalType === 'decimal' ? { ...given, scale: given.scale ?? 0 } : given;
}
