import avro, { type Type } from 'avsc';
import { type Decimal, decimalText, fromUnscaled, isDecimal, toUnscaled } from '@penstock/domain';
import { shown } from './shown.js';

interface DecimalSchema {
  readonly precision: number;
  readonly scale: number;
}

/** Up to here an unscaled value is an exact JavaScript integer of six bytes, which is many times faster than a bigint. */
const SIX_BYTES = 2 ** 47;

/**
 * Avro's decimal on bytes: the unscaled integer in big-endian two's complement, as few bytes as hold it.
 * Source: https://avro.apache.org/docs/1.11.1/specification/#decimal
 */
export class DecimalType extends avro.types.LogicalType {
  readonly precision: number;
  readonly scale: number;

  constructor(schema: avro.Schema, options: unknown) {
    super(schema, options);
    ({ precision: this.precision, scale: this.scale } = schema as unknown as DecimalSchema);
  }

  /** @throws {TypeError | RangeError} on anything but a Decimal that fits precision and scale; nothing is ever rounded. */
  protected override _toValue(value: unknown): Buffer {
    if (!isDecimal(value)) throw new TypeError(`${shown(value)} is not a Decimal`);
    const small = smallUnscaled(value, this.scale);
    if (small !== undefined) return smallBytes(small);
    const digits = value.e + 1 + this.scale;
    if (digits > this.precision) {
      throw new RangeError(
        `${decimalText(value)} has more than ${this.precision - this.scale} digits before the point`,
      );
    }
    return bigBytes(toUnscaled(value, this.scale));
  }

  protected override _fromValue(bytes: Buffer): Decimal {
    const unscaled =
      bytes.length <= 6 ? BigInt(bytes.length === 0 ? 0 : bytes.readIntBE(0, bytes.length)) : bigInt(bytes);
    return fromUnscaled(unscaled, this.scale);
  }

  /** A writer's decimal is read as it is, and only where its scale is ours: another scale would be another number. */
  protected override _resolve(writer: Type): ((value: Decimal) => Decimal) | undefined {
    const same = writer instanceof DecimalType && writer.scale === this.scale && writer.precision === this.precision;
    return same ? (value) => value : undefined;
  }

  protected override _export(schema: avro.Schema): void {
    Object.assign(schema, { precision: this.precision, scale: this.scale });
  }
}

/** value × 10^scale where that is surely an exact integer of at most 14 digits; otherwise undefined. */
function smallUnscaled(value: Decimal, scale: number): number | undefined {
  const digits = value.e + 1 + scale;
  if (digits > 14 || value.c.length > digits) return value.c[0] === 0 ? 0 : undefined;
  let unscaled = 0;
  for (const digit of value.c) unscaled = unscaled * 10 + digit;
  for (let i = value.c.length; i < digits; i += 1) unscaled *= 10;
  return value.s < 0 ? -unscaled : unscaled;
}

function smallBytes(unscaled: number): Buffer {
  let length = 1;
  for (let limit = 128; length < 6 && (unscaled >= limit || unscaled < -limit); limit *= 256) length += 1;
  if (unscaled >= SIX_BYTES || unscaled < -SIX_BYTES) return bigBytes(BigInt(unscaled));
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeIntBE(unscaled, 0, length);
  return bytes;
}

function bigBytes(unscaled: bigint): Buffer {
  let length = 1;
  while (BigInt.asIntN(length * 8, unscaled) !== unscaled) length += 1;
  return Buffer.from(
    BigInt.asUintN(length * 8, unscaled)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  );
}

const bigInt = (bytes: Buffer): bigint => BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
