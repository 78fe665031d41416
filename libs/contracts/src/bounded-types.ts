import avro, { type Type } from 'avsc';

/** What of avsc's cursor a collection needs: where it is, how much there is, and the longs before each block. */
interface Cursor {
  pos: number;
  readonly buf: Buffer;
  readLong(): number;
  readString(): string;
  skipLong(): void;
  skipString(): void;
}

/** The reading half of avsc's types, which its declarations leave out. */
interface Readable {
  _read(cursor: Cursor): unknown;
  _skip(cursor: Cursor): void;
}

const readable = (type: Type): Readable => type as unknown as Readable;

/**
 * The count before a block of items; zero ends the collection. A negative count is followed by the block's size in bytes.
 * avsc believes the count and would loop through billions of items that corrupt bytes promise. Every item of ours takes at least a
 * byte, so a count beyond what is left is refused at once.
 * Source: https://avro.apache.org/docs/1.11.1/specification/#arrays-1
 */
function blockCount(cursor: Cursor): number {
  let count = cursor.readLong();
  if (count < 0) {
    count = -count;
    cursor.skipLong();
  }
  if (count <= cursor.buf.length - cursor.pos || count === 0) return count;
  throw new RangeError(`a collection promises ${count} items beyond the end of the bytes`);
}

/** Runs once for each item of a collection. */
function eachItem(cursor: Cursor, item: () => void): void {
  for (let count = blockCount(cursor); count > 0; count = blockCount(cursor)) {
    for (; count > 0; count -= 1) item();
  }
}

export class BoundedArrayType extends avro.types.ArrayType {
  _read(cursor: Cursor): unknown[] {
    const items = readable(this.itemsType);
    const values: unknown[] = [];
    eachItem(cursor, () => values.push(items._read(cursor)));
    return values;
  }

  _skip(cursor: Cursor): void {
    const items = readable(this.itemsType);
    eachItem(cursor, () => items._skip(cursor));
  }
}

export class BoundedMapType extends avro.types.MapType {
  _read(cursor: Cursor): Record<string, unknown> {
    const items = readable(this.valuesType as Type);
    const values: Record<string, unknown> = {};
    eachItem(cursor, () => {
      const key = cursor.readString();
      values[key] = items._read(cursor);
    });
    return values;
  }

  _skip(cursor: Cursor): void {
    const items = readable(this.valuesType as Type);
    eachItem(cursor, () => {
      cursor.skipString();
      items._skip(cursor);
    });
  }
}
