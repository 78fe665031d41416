import { type AnyEvent, ContractError, eventNamed, type EventType, resolverFor, wire } from '@penstock/contracts';
import { Registry } from './registry.js';

/** Bytes turned into an event; or one that was not asked for, left as bytes; or the reason why they can never be one. */
export type Decoded =
  | { readonly kind: 'event'; readonly type: EventType; readonly event: unknown }
  | { readonly kind: 'unwanted'; readonly type: EventType }
  | { readonly kind: 'undecodable'; readonly code: string; readonly reason: string };

export interface EventDecoder {
  /** Asks the registry for the writers' schemas that were not met before. @throws RegistryUnreachable */
  meetWriters(values: Iterable<Buffer>): Promise<void>;
  /**
   * Decodes a value whose writer was met. Whatever is wrong with the bytes is a value.
   * @param isWanted asked before the body is read: a topic carries many events, and a service reads few of them
   */
  decode(value: Buffer, isWanted?: (type: EventType) => boolean): Decoded;
}

/** Kafka refuses a megabyte; headers and batch framing need room as well. */
const LARGEST_EVENT = 900 * 1024;

/** The same event would be too large each time: nothing is cured by trying again. */
export class EventTooLarge extends RangeError {
  override readonly name = 'EventTooLarge';
}

/** Writes and reads events in Confluent wire format. */
export class EventCodec implements EventDecoder {
  private constructor(
    private readonly registry: Registry,
    private readonly ids: ReadonlyMap<string, number>,
    private readonly own: ReadonlyMap<string, EventType>,
  ) {}

  /**
   * Looks the ids of all events up that will be written, so that encoding needs no network.
   * @param read events that may come though they are in no catalogue, such as those of a test
   * @throws UnknownSchema when one of them is not registered
   */
  static async connect(
    registryUrl: string,
    written: readonly EventType[],
    read: readonly EventType[] = [],
  ): Promise<EventCodec> {
    const registry = new Registry(registryUrl);
    const ids = await Promise.all(written.map(async (event) => [event.name, await registry.idOf(event)] as const));
    return new EventCodec(registry, new Map(ids), new Map(read.map((event) => [event.name, event])));
  }

  /** @throws EventTooLarge; RangeError when the type was not named at {@link connect}; TypeError naming the field that does not fit */
  encode(type: EventType, value: unknown): Buffer {
    const id = this.ids.get(type.name);
    if (id === undefined) throw new RangeError(`${type.name} is not among the events this service declared to say`);
    const bytes = wire.frame(id, type.encode(value as AnyEvent));
    if (bytes.length > LARGEST_EVENT)
      throw new EventTooLarge(
        `${type.name} has ${bytes.length} bytes, more than ${LARGEST_EVENT}; send larger documents by reference`,
      );
    return bytes;
  }

  async meetWriters(values: Iterable<Buffer>): Promise<void> {
    const ids = new Set<number>();
    for (const value of values) {
      const id = wire.schemaIdOf(value);
      if (id !== undefined && this.registry.known(id) === undefined) ids.add(id);
    }
    await Promise.all([...ids].map((id) => this.registry.meet(id)));
  }

  decode(value: Buffer, isWanted: (type: EventType) => boolean = () => true): Decoded {
    try {
      const { schemaId, body } = wire.unframe(value);
      const writer = this.registry.known(schemaId);
      if (!writer) throw new RangeError(`the writer's schema ${schemaId} was not met`);
      if (writer === 'unknown')
        return { kind: 'undecodable', code: 'UNKNOWN_SCHEMA', reason: `no schema has id ${schemaId}` };
      const type = this.own.get(writer.name) ?? eventNamed(writer.name);
      if (!type)
        return { kind: 'undecodable', code: 'UNKNOWN_EVENT', reason: `${writer.name} is not in the catalogue` };
      if (!isWanted(type)) return { kind: 'unwanted', type };
      return { kind: 'event', type, event: resolverFor(type, writer.schema, schemaId)(body) };
    } catch (error) {
      if (error instanceof ContractError) return { kind: 'undecodable', code: error.code, reason: error.message };
      throw error;
    }
  }
}
