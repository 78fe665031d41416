import { allEvents, type EventType, resolverFor, wire } from '@penstock/contracts';
import type { Decoded, EventDecoder } from '@penstock/kafka';
import type { EventEncoder } from '../unit-of-work/unit-of-work.js';

/** Encodes and decodes without a registry: the schema id is the event's place in the catalogue. For tests of effects, not of contracts. */
export const plainCodec: EventEncoder & EventDecoder = {
  encode(type: EventType<any>, value: unknown): Buffer {
    return wire.frame(allEvents.findIndex((event) => event.name === type.name) + 1, type.encode(value));
  },
  meetWriters: () => Promise.resolve(),
  decode(value, isWanted = () => true): Decoded {
    try {
      const { schemaId, body } = wire.unframe(value);
      const type = allEvents[schemaId - 1];
      if (!type) return { kind: 'undecodable', code: 'UNKNOWN_SCHEMA', reason: `no schema has id ${schemaId}` };
      if (!isWanted(type)) return { kind: 'unwanted', type };
      return { kind: 'event', type, event: resolverFor(type, type.schema, schemaId)(body) };
    } catch (error) {
      return { kind: 'undecodable', code: 'UNDECODABLE', reason: String(error) };
    }
  },
};
