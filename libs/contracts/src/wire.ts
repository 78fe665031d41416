import { ContractError } from './contract-error.js';

const MAGIC = 0;
const PREFIX = 5;

/**
 * Confluent's wire format: a zero byte, the schema id in four bytes big-endian, the Avro body.
 * Source: https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
 */
export const wire = {
  frame(schemaId: number, body: Buffer): Buffer {
    const message = Buffer.allocUnsafe(PREFIX + body.length);
    message.writeUInt8(MAGIC, 0);
    message.writeUInt32BE(schemaId, 1);
    body.copy(message, PREFIX);
    return message;
  },

  /** The schema id alone; undefined where the bytes are no framed message. */
  schemaIdOf: (message: Buffer): number | undefined =>
    message.length < PREFIX || message[0] !== MAGIC ? undefined : message.readUInt32BE(1),

  /**
   * The body shares memory with the message.
   * @throws {ContractError} BAD_FRAME where the bytes are too short or do not begin with zero.
   */
  unframe(message: Buffer): { readonly schemaId: number; readonly body: Buffer } {
    if (message.length < PREFIX)
      throw new ContractError('BAD_FRAME', `${message.length} bytes are too few for a framed message`);
    if (message[0] !== MAGIC)
      throw new ContractError('BAD_FRAME', `a framed message begins with 0, not with ${message[0]}`);
    return { schemaId: message.readUInt32BE(1), body: message.subarray(PREFIX) };
  },
};
