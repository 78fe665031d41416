import { avroType } from './avro-type.js';
import { ContractError } from './contract-error.js';
import { type AnyEvent, type EventType, readBody } from './event-type.js';

/** Reads the body of one writer's schema as the event is known here. */
export type Reader<T> = (body: Buffer) => T;

const readers = new WeakMap<EventType, Map<number, Reader<AnyEvent>>>();

/**
 * The reader of bytes that were written with another version of the schema. Made once for each writer id and then kept: making one
 * costs as much as reading thousands of messages.
 * @param writerSchema self-contained schema JSON, as the registry gives it for the id
 * @param writerId the registry's schema id, as it stands in the wire format's prefix
 * @throws {ContractError} INCOMPATIBLE_WRITER where the writer's schema cannot be read as ours.
 */
export function resolverFor<T extends AnyEvent>(
  event: EventType<T>,
  writerSchema: string,
  writerId: number,
): Reader<T> {
  const known = readersOf(event);
  const reader = known.get(writerId) ?? makeReader(event, writerSchema, writerId);
  if (!known.has(writerId)) known.set(writerId, reader);
  return reader as Reader<T>;
}

function readersOf(event: EventType): Map<number, Reader<AnyEvent>> {
  const known = readers.get(event) ?? new Map<number, Reader<AnyEvent>>();
  if (!readers.has(event)) readers.set(event, known);
  return known;
}

function makeReader(event: EventType, writerSchema: string, writerId: number): Reader<AnyEvent> {
  if (writerSchema === event.schema) return (body) => event.decode(body);
  try {
    const resolver = event.avro.createResolver(avroType(writerSchema));
    return (body) => readBody(event.name, () => event.avro.fromBuffer(body, resolver) as AnyEvent);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const facts = { event: event.name, writerId: String(writerId), reason };
    throw new ContractError(
      'INCOMPATIBLE_WRITER',
      `${event.name}: schema ${writerId} cannot be read: ${reason}`,
      facts,
      { cause },
    );
  }
}
