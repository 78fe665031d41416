import { expect, expectTypeOf, it } from 'vitest';
import { column } from './column.js';
import { defineTable, type RowOf } from './table.js';

const shelves = defineTable({
  name: 'shelf',
  key: ['place'],
  columns: {
    place: column.text(),
    state: column.text<'open' | 'closed'>(),
    count: column.integer(),
    note: column.nullable(column.text()),
    tags: column.json<string[]>(),
  },
  initial: () => ({ state: 'open' as const, count: 0, note: null, tags: [] }),
});

it('gives rows the types of their columns, never any', () => {
  type Shelf = RowOf<typeof shelves>;
  expectTypeOf<Shelf['place']>().toEqualTypeOf<string>();
  expectTypeOf<Shelf['state']>().toEqualTypeOf<'open' | 'closed'>();
  expectTypeOf<Shelf['count']>().toEqualTypeOf<number>();
  expectTypeOf<Shelf['note']>().toEqualTypeOf<string | null>();
  expectTypeOf<Shelf['tags']>().toEqualTypeOf<string[]>();
});

it('names a row by its key alone', () => {
  expect(shelves.idOf({ place: 'a', count: 3 })).toBe('a');
  expect(shelves.one({ place: 'a' }).id).toBe(shelves.idOf(shelves.initial({ place: 'a' })));
});
