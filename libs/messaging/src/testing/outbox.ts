import type { AnyEvent, EventType } from '@penstock/contracts';
import type { DataSource } from 'typeorm';
import { shortName } from './decision.js';
import { differences, listed, type Partly, shown } from './differences.js';
import { failed, pointingAt } from './failed.js';
import { plainCodec } from './plain-codec.js';

/** Of an event whose type is not known, any field. */
type AnyFields = AnyEvent & Readonly<Record<string, any>>;

/** An event that a service has said. */
export interface Said<T extends AnyEvent = AnyFields> {
  readonly type: EventType<any>;
  /** `AvailabilityChanged`. */
  readonly name: string;
  readonly key: string;
  readonly event: T;
  readonly traceparent: string | null;
}

interface Row {
  readonly key: string;
  readonly value: Buffer;
  readonly traceparent: string | null;
}

/** Everything in the outbox, or what is of one type, decoded, in the order in which it will be sent. */
export async function readSaid<T extends AnyEvent = AnyFields>(
  database: DataSource,
  only?: EventType<T>,
): Promise<Said<T>[]> {
  const rows = await database.query<Row[]>(
    'SELECT key, value, traceparent FROM outbox WHERE $1::text IS NULL OR event_type = $1 ORDER BY id',
    [only?.name ?? null],
  );
  return rows.map(({ key, value, traceparent }) => {
    const decoded = plainCodec.decode(value);
    if (decoded.kind !== 'event') throw new Error(`the outbox holds bytes of ${key} that are ${decoded.kind}`);
    return { type: decoded.type, name: shortName(decoded.type), key, event: decoded.event as T, traceparent };
  });
}

/**
 * Asserts that an event waits to be sent, with at least these fields: `await isInTheOutbox(service, AvailabilityChanged, { productId })`.
 * @returns the first such event
 * @throws {AssertionError} saying what is in the outbox instead
 */
export async function isInTheOutbox<T extends AnyEvent>(
  service: { outbox(): Promise<Said[]> },
  type: EventType<T>,
  fields: Partly<T> = {} as Partly<T>,
): Promise<T> {
  return pointingAt(isInTheOutbox, async () => {
    const said = await service.outbox();
    const found = said.find((one) => one.type.name === type.name && differences(one.event, fields).length === 0);
    if (found) return found.event as unknown as T;
    const instead = said.map((one, i) => `${i + 1}. ${one.name} ${whyNot(one, type, fields)}`);
    const there = said.length > 0 ? listed(instead, 20) : ' nothing';
    throw failed(`${shortName(type)} with ${shown(fields)} is not in the outbox. There is${there}`);
  });
}

function whyNot({ type, event, key }: Said, wanted: EventType<any>, fields: object): string {
  if (type.name !== wanted.name) return `of ${key}`;
  return `of ${key}, whose ${differences(event, fields).join('; ')}`;
}
