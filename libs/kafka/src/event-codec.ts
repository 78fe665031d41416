import { eventNamed, type EventType, frame, resolverFor, unframe } from '@penstock/contracts';
import { Registry, UnknownSchema } from './registry.js';

/** Bytes turned into an event, or the reason why they can never be one. */
export type Decoded =
  | { readonly kind: 'event'; readonly type: EventType<any>; readonly event: unknown }
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
  static async connect(registryUrl: string, written: readonly EventType<any>[]): Promise<EventCodec> {
    const registry = new Registry(registryUrl);
    const ids = await Promise.all(written.map(async (event) => [event.name, await registry.idOf(event)] as const));
    return new EventCodec(registry, new Map(ids));
  }

  /** @throws RangeError when the event is too large or its type was not named at {@link connect}; TypeError naming the field that does not fit */
  encode(type: EventType<any>, value: unknown): Buffer {
    const id = this.ids.get(type.name);
    if (id === undefined) throw new RangeError(`${type.name} is not among the events this service declared to say`);
    const bytes = frame(id, type.encode(value));
    if (bytes.length > LARGEST_EVENT)
      throw new RangeError(`${type.name} has ${bytes.length} bytes, more than ${LARGEST_EVENT}; send larger documents by reference`);
    return bytes;
  }

  async decode(value: Buffer): Promise<Decoded> {
    const framed = unframe(value);
    if (!framed) return { kind: 'undecodable', code: 'NOT_WIRE_FORMAT', reason: 'the value does not begin with magic byte 0 and a schema id' };
    try {
      const writer = await this.registry.writerSchema(framed.schemaId);
      const type = eventNamed(nameOf(writer));
      if (!type) return { kind: 'undecodable', code: 'UNKNOWN_EVENT', reason: `${nameOf(writer)} is not in the catalogue` };
      const read = resolverFor(type, writer, framed.schemaId);
      return { kind: 'event', type, event: read(framed.body) };
    } catch (error) {
      if (error instanceof UnknownSchema) return { kind: 'undecodable', code: 'UNKNOWN_SCHEMA', reason: error.message };
      if (error instanceof Error && error.name === 'RegistryUnreachable') throw error;
      return { kind: 'undecodable', code: 'UNDECODABLE', reason: error instanceof Error ? error.message : String(error) };
    }
  }
}

function nameOf(schema: unknown): string {
  const { name, namespace } = schema as { name?: string; namespace?: string };
  return name?.includes('.') || !namespace ? String(name) : `${namespace}.${name}`;
}
