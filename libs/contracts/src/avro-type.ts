import avro, { type Type } from 'avsc';
import { DecimalType } from './decimal-type.js';

/** What of avsc's cursor an array needs: how far it is, and how much there is. */
interface Cursor {
  readonly pos: number;
  readonly buf: Buffer;
  readLong(): number;
  skipLong(): void;
}

interface Readable {
  _read(cursor: Cursor): unknown;
}

/**
 * avsc believes the count that stands before an array and would loop through billions of items that corrupt bytes promise.
 * Every item of ours takes at least a byte, so a count beyond what is left is refused at once.
 */
class BoundedArrayType extends avro.types.ArrayType {
  _read(cursor: Cursor): unknown[] {
    const items = this.itemsType as unknown as Readable;
    const values: unknown[] = [];
    for (let count = cursor.readLong(); count !== 0; count = cursor.readLong()) {
      if (count < 0) {
        count = -count;
        cursor.skipLong(); // the block's size in bytes: only of use to who skips it
      }
      if (!(count <= cursor.buf.length - cursor.pos))
        throw new RangeError(`an array promises ${count} items beyond its end`);
      for (; count > 0; count -= 1) values.push(items._read(cursor));
    }
    return values;
  }
}

/** Builds the codec of a self-contained schema: plain values for unions, Decimal for decimals, numbers of microseconds for instants. */
export function avroType(schema: string): Type {
  return avro.Type.forSchema(JSON.parse(schema) as avro.Schema, {
    wrapUnions: 'never',
    omitRecordMethods: true,
    logicalTypes: { decimal: DecimalType },
    typeHook: (part, options) =>
      typeof part === 'object' && 'type' in part && part.type === 'array'
        ? new BoundedArrayType(part, options)
        : undefined,
  });
}
