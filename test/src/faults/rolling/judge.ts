import { exactly, noted, type Row } from '../../measuring/row.js';
import { NO_STATION } from '../../stock-service/next/events.js';
import type { Ledger } from '../../stock-service/stream.js';
import type { Books } from './books.js';
import type { Said } from './said.js';

/** Compares what was sent with what the tables and the outgoing topics say, when nothing is under way any more. */
export function correctness({ sent, records }: Ledger, books: Books, said: readonly Said[]): Row[] {
  const happened = countBy(books.effects, ({ eventId }) => eventId);
  const known = new Map(sent.map((fact) => [fact.eventId, fact]));
  const ofProduct = Map.groupBy(sent, ({ productId }) => productId);
  const effectsOf = Map.groupBy(books.effects, ({ productId }) => productId);
  const levels = firstOf(said.filter(({ kind }) => kind === 'level'));
  const levelsOf = Map.groupBy(levels, ({ productId }) => productId);
  const stations = firstOf(said.filter(({ kind }) => kind === 'station'));
  const wrongStation = books.effects.filter(
    ({ eventId, station }) => station !== null && station !== (known.get(eventId)?.station ?? NO_STATION),
  );
  return [
    noted('movements sent', sent.length, 'events'),
    exactly('movements without an effect', 0, sent.filter(({ eventId }) => !happened.has(eventId)).length, 'events'),
    exactly('movements with two effects', 0, [...happened.values()].filter((times) => times > 1).length, 'events'),
    exactly(
      'effects of nothing that was sent',
      0,
      [...happened.keys()].filter((id) => !known.has(id)).length,
      'events',
    ),
    exactly(
      'products whose effects are in another order',
      0,
      countWrong(ofProduct, (id, facts) => list(facts, 'eventId') === list(effectsOf.get(id), 'eventId')),
      'products',
    ),
    exactly(
      'partitions whose offset is not behind their last record',
      0,
      records.filter(({ length }, partition) => books.offsets[partition] !== length).length,
      'partitions',
    ),
    exactly('events said', sent.length, levels.length, 'events'),
    noted('events said a second time', said.length - levels.length - stations.length, 'events'),
    exactly(
      'products whose events are in another order',
      0,
      countWrong(ofProduct, (id, facts) => list(facts, 'onHand') === list(levelsOf.get(id), 'onHand')),
      'products',
    ),
    exactly('events left in the outbox', 0, books.unsent, 'events'),
    exactly('messages set aside', 0, books.setAside, 'messages'),
    exactly(
      'events said by the next version only',
      books.effects.filter(({ station }) => station !== null).length,
      stations.length,
      'events',
    ),
    exactly('effects with a wrong station', 0, wrongStation.length, 'effects'),
  ];
}

/** A relay that was frozen may repeat; what counts is where an event comes first. */
const firstOf = (said: readonly Said[]): Said[] =>
  [...new Map(said.toReversed().map((each) => [each.eventId, each])).values()].toReversed();

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

const list = <T, K extends keyof T>(items: readonly T[] | undefined, key: K): string =>
  (items ?? []).map((item) => String(item[key])).join();

const countWrong = <T>(groups: ReadonlyMap<string, T>, isRight: (key: string, group: T) => boolean): number =>
  [...groups].filter(([key, group]) => !isRight(key, group)).length;
