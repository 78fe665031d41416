import { expect } from 'vitest';
import { readBooks } from '../../faults/rolling/books.js';
import { correctness } from '../../faults/rolling/judge.js';
import { everythingSaid } from '../../faults/rolling/said.js';
import { stockEvents } from '../../stock-service/events.js';
import type { Ledger } from '../../stock-service/stream.js';
import { eventually } from '../eventually.js';
import type { Scene } from './process-system.js';

const PATIENCE_MS = 120_000;

/** Whatever the process that ended had begun is either done, with its offset and its events on Kafka, or has not happened. */
export async function expectNothingHalfDone({ site, query, topic }: Scene, { records }: Ledger): Promise<void> {
  const books = await readBooks(query, topic);
  const effects = books.effects.map(({ eventId }) => eventId).sort();
  const read = [
    ...new Set(books.offsets.flatMap((next, partition) => records[partition]?.slice(0, next) ?? [])),
  ].sort();
  expect(effects).toEqual(read);
  expect({ unsent: books.unsent, leased: books.leased, setAside: books.setAside }).toEqual({
    unsent: 0,
    leased: 0,
    setAside: 0,
  });
  const said = await everythingSaid(site, [stockEvents(site.prefix).LevelChanged.topic]);
  expect(said).toHaveLength(effects.length);
}

/** Waits until every record is behind the service; then nothing is lost, doubled or in another order. */
export async function expectWhole({ site, query, topic }: Scene, ledger: Ledger): Promise<void> {
  await eventually(async () => {
    const { offsets, unsent } = await readBooks(query, topic);
    expect({ offsets, unsent }).toEqual({ offsets: ledger.records.map(({ length }) => length), unsent: 0 });
  }, PATIENCE_MS);
  const said = await everythingSaid(site, [stockEvents(site.prefix).LevelChanged.topic]);
  const rows = correctness(ledger, await readBooks(query, topic), said);
  expect(rows.filter(({ pass }) => !pass)).toEqual([]);
}
