import { isDecimal } from '@penstock/domain';
import { Checkpoint } from './checkpoint.js';
import { differences, listed } from './differences.js';
import { failed, pointingAt } from './failed.js';
import { type Incoming, labelOf } from './incoming.js';
import { plainCodec } from './plain-codec.js';
import { type SchemaTable, schemaTables } from './schema-tables.js';
import type { ServiceUnderTest } from './service-under-test.js';
import { readState, type State } from './state.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Runs a trial by a clock that stands still, so that what is done again is done at the same time. Timers go on.
 * @param called the function of the kit that the test called
 */
export function whileClockStands<T>(called: Parameters<typeof pointingAt>[0], work: () => Promise<T>): Promise<T> {
  const { now } = Date;
  const moment = now();
  Date.now = () => moment;
  return pointingAt(called, work).finally(() => {
    Date.now = now;
  });
}

/** Something that is done to a service again and again from the same beginning, to compare what it leaves. */
export class Trial {
  private constructor(
    private readonly service: ServiceUnderTest,
    private readonly tables: readonly SchemaTable[],
    readonly beginning: Checkpoint,
    private readonly knownIds: ReadonlySet<string>,
  ) {}

  /**
   * @param events what the service is going to hear
   * @throws {RangeError} when it has heard one of them before: nothing would happen, whatever is done
   */
  static async of(service: ServiceUnderTest, events: readonly Incoming[]): Promise<Trial> {
    const tables = await schemaTables(service.database);
    const beginning = await Checkpoint.of(service.database, tables);
    const known = events.filter(({ event }) => beginning.text.includes(event.meta.eventId));
    if (known.length > 0) throw new RangeError(`known before the trial began:${listed(known.map(labelOf))}`);
    const heard = events.map(({ type, event }) => plainCodec.encode(type, event).toString('latin1'));
    return new Trial(service, tables, beginning, new Set([beginning.text, ...heard].join('\n').match(UUID)));
  }

  /** What the service has to show. Ids it made are numbered as they come: each time it makes others. */
  async state(): Promise<State> {
    const state = await readState(this.service, this.tables);
    const numbers = new Map<string, string>();
    const numberOf = (id: string): string => {
      if (this.knownIds.has(id)) return id;
      return numbers.get(id) ?? numbers.set(id, `new id ${numbers.size + 1}`).get(id) ?? id;
    };
    return inTexts(state, (text) => text.replaceAll(UUID, numberOf)) as State;
  }

  /**
   * The state, once the service has applied these events.
   * @throws {AssertionError} where one of them was not: it waits, or is a dead letter
   */
  async stateAfter(events: readonly Incoming[], when = ''): Promise<State> {
    const state = await this.state();
    const fates = Object.entries(state.events);
    const unapplied = events.flatMap((one) => {
      const fate = fates.find(([id]) => id.endsWith(` ${one.event.meta.eventId}`))?.[1] ?? 'not in the inbox';
      return fate === 'done' || fate === 'skipped' ? [] : [`${labelOf(one)}: ${fate}`];
    });
    if (unapplied.length > 0) throw failed(`not every event was applied${when}:${listed(unapplied)}`);
    return state;
  }
}

/** @throws {AssertionError} beginning with `message`, where the two differ */
export function refuseDifference(message: string, actual: unknown, expected: unknown): void {
  const found = differences(actual, expected, true);
  if (found.length > 0) throw failed(`${message}:${listed(found)}`);
}

/** A value with every text in it replaced, names of fields included. */
function inTexts(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || isDecimal(value)) return value;
  if (Array.isArray(value)) return value.map((item) => inTexts(item, replace));
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [replace(name), inTexts(field, replace)]));
}
