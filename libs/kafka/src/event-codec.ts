import { type AnyEvent, ContractError, eventNamed, type EventType, resolverFor, wire } from '@penstock/contracts';
import { Registry, UnknownSchema } from './registry.js';

/** Bytes turned into an event, or the reason why they can never be one. */
export type Decoded =
  | { readonly kind: 'event'; readonly type: EventType; readonly event: unknown }
  | { readonly kind: 'undecodable'; readonly code: string; readonly reason: string };

export interface EventDecoder {
  /** @throws RegistryUnreachable only: whatever is wrong with the bytes is a value */
  decode(value: Buffer): Promise<Decoded>;
}

/** Kafka refuses a megabyte; headers and batch framing need room as well. */
const LARGEST_EVENT = 900 * 1024;

/** Writes and reads events in Confluent wire format. */
export class EventCodec implements EventDecoder {
  private constructor(
    private readonly registry: Registry,
    private readonly ids: ReadonlyMap<string, number>,
  ) {}

  /**
   * Looks the ids of all events up that will be written, so that encoding needs no network.
   * @throws UnknownSchema when one of them is not registered
   */
  static async connect(registryUrl: string, written: readonly EventType[]): Promise<EventCodec> {
    const registry = new Registry(registryUrl);
    const ids = await Promise.all(written.map(async (event) => [event.name, await registry.idOf(event)] as const));
    return new EventCodec(registry, new Map(ids));
  }

  /** @throws RangeError when the event is too large or its type was not named at {@link connect}; TypeError naming the field that does not fit */
  encode(type: EventType, value: unknown): Buffer {
    const id = this.ids.get(type.name);
    if (id === undefined) throw new RangeError(`${type.name} is not among the events this service declared to say`);
    const bytes = wire.frame(id, type.encode(value as AnyEvent));
    if (bytes.length > LARGEST_EVENT)
      throw new RangeError(
        `${type.name} has ${bytes.length} bytes, more than ${LARGEST_EVENT}; send larger documents by reference`,
      );
    return bytes;
  }

  async decode(value: Buffer): Promise<Decoded> {
    try {
      const { schemaId, body } = wire.unframe(value);
      const writer = await this.registry.writerSchema(schemaId);
      const type = eventNamed(writer.name);
      if (!type)
        return { kind: 'undecodable', code: 'UNKNOWN_EVENT', reason: `${writer.name} is not in the catalogue` };
      return { kind: 'event', type, event: resolverFor(type, writer.schema, schemaId)(body) };
    } catch (error) {
      if (error instanceof UnknownSchema) return { kind: 'undecodable', code: 'UNKNOWN_SCHEMA', reason: error.message };
      if (error instanceof ContractError) return { kind: 'undecodable', code: error.code, reason: error.message };
      throw error;
    }
  }
}
